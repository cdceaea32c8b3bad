import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { layers as kinds } from '../layers/layers.js';
import type { Network } from './network.js';

/**
 * The network as a table like Keras's `model.summary()`, with a column of multiply-adds per row of the forward pass
 * (of dense and convolution kernels), and one of inputs where it is not a plain chain.
 *
 * @throws SelvedgeError `invalid-argument` for a declaration that was not resolved
 */
export function summary(network: Network): string {
  if (!Array.isArray(network?.parameters)) throw notResolved();
  const { layers } = network;
  const isChain = layers.every(
    ({ inputs }, at) => inputs.length === 1 && inputs[0] === (layers[at - 1]?.name ?? 'input'),
  );
  const header = ['Layer (type)', 'Output shape', 'Param #', 'Multiply-adds', ...(isChain ? [] : ['Connected to'])];
  const rows = [
    ['input (InputLayer)', shape(network.inputShape), '0', '0', ...(isChain ? [] : [''])],
    ...layers.map(({ name, spec, outputShape, parameterCount, multiplyAdds, inputs }) => [
      `${name} (${kinds.definitionOf(spec.kind).className})`,
      shape(outputShape),
      count(parameterCount),
      count(multiplyAdds),
      ...(isChain ? [] : [inputs.join(', ')]),
    ]),
  ];
  const widths = header.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at].length)) + 2);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]))
      .join('')
      .trimEnd();
  const width = widths.reduce((sum, each) => sum + each, 0);
  const total = layers.reduce((sum, { parameterCount }) => sum + parameterCount, 0);
  const fixed = layers.reduce((sum, { nonTrainableCount }) => sum + nonTrainableCount, 0);
  const multiplyAdds = layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  return [
    `Model: "${network.name}"`,
    '_'.repeat(width),
    line(header),
    '='.repeat(width),
    ...rows.map(line),
    '='.repeat(width),
    `Total params: ${count(total)} (${kilobytes(total * 4)})`,
    `Trainable params: ${count(total - fixed)} (${kilobytes((total - fixed) * 4)})`,
    `Non-trainable params: ${count(fixed)} (${kilobytes(fixed * 4)})`,
    `Multiply-adds: ${count(multiplyAdds)} for ${numbersIn(network.inputShape)} numbers in`,
    '_'.repeat(width),
  ].join('\n');
}

const shape = (sizes: readonly number[]): string => `(None, ${sizes.join(', ')})`;
const count = (value: number): string => value.toLocaleString('en-US');
const kilobytes = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 2 ** 20
      ? `${(bytes / 1024).toFixed(2)} KB`
      : `${(bytes / 2 ** 20).toFixed(2)} MB`;

const notResolved = (): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    'summary: got a declaration; write summary(resolveNetwork(declaration)), which knows the shapes.',
  );
