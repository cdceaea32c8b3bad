import { numbersIn } from '@selvedge/data';
import type { Network, NetworkLayer } from './network.js';

/** Keras's class names, as its summary and its JSON show them. */
export const CLASS_NAMES: Readonly<Record<NetworkLayer['spec']['kind'], string>> = {
  dense: 'Dense',
  conv2d: 'Conv2D',
  'depthwise-conv2d': 'DepthwiseConv2D',
  'max-pooling2d': 'MaxPooling2D',
  'average-pooling2d': 'AveragePooling2D',
  'global-average-pooling2d': 'GlobalAveragePooling2D',
  'batch-normalization': 'BatchNormalization',
  'layer-normalization': 'LayerNormalization',
  dropout: 'Dropout',
  'spatial-dropout2d': 'SpatialDropout2D',
  'gaussian-noise': 'GaussianNoise',
  activation: 'Activation',
  flatten: 'Flatten',
  reshape: 'Reshape',
  add: 'Add',
  concatenate: 'Concatenate',
  'zero-padding2d': 'ZeroPadding2D',
  rescaling: 'Rescaling',
};

/**
 * The network as a table like Keras's `model.summary()`, with a column of multiply-adds per row of the forward pass
 * (of dense and convolution kernels), and one of inputs where it is not a plain chain.
 */
export function summary(network: Network): string {
  const { layers } = network;
  const isChain = layers.every(
    ({ inputs }, at) => inputs.length === 1 && inputs[0] === (layers[at - 1]?.name ?? 'input'),
  );
  const header = ['Layer (type)', 'Output shape', 'Param #', 'Multiply-adds', ...(isChain ? [] : ['Connected to'])];
  const rows = [
    ['input (InputLayer)', shape(network.inputShape), '0', '0', ...(isChain ? [] : [''])],
    ...layers.map(({ name, spec, outputShape, parameterCount, multiplyAdds, inputs }) => [
      `${name} (${CLASS_NAMES[spec.kind]})`,
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
