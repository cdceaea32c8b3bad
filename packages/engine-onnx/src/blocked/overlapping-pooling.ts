// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, NCHWC } from '../graph/layout.js';
import type { Lowered, Lowering } from '../lower/lowering.js';
import { gatherBlocks } from './gather-blocks.js';
import { type Pass, type PoolNode, passOf, residues } from './pooling-pass.js';
import { keepPositive } from './relu.js';
import { isNotNegative, weighWindows } from './window-signs.js';

/** What passes work on. */
interface Images {
  readonly batch: number;
  readonly channels: number;
  readonly block: number;
}

/**
 * Max pooling in windows of any size on blocked memory, first over columns, then over rows. Backward, each pass goes
 * through the places of a window in order; the first that equals the maximum takes what is left of the gradient.
 *
 * @param cutsRelu - the input is a relu's output, whose gradient is cut off here
 */
export function lowerOverlappingMaxPooling(
  { g, sizes }: Lowering,
  node: PoolNode,
  [x]: readonly Activation[],
  cutsRelu: boolean,
): Lowered {
  const [batch, channels] = dimsOf(sizes, 'blocked', x.shape);
  const images = { batch, channels, block: sizes.block };
  const [rows, columns] = [passOf(node, 0), passOf(node, 1)];
  const inRows = maxima(g, x.name, columns);
  const y = maxima(g, inRows, rows);
  return {
    output: { name: y, layout: 'blocked', shape: node.outputShape },
    backward(gradient) {
      const dy = cutsRelu ? keepPositive(g, y, gradient) : gradient;
      const inRowsGradient = passBack(g, images, rows, { x: inRows, y, dy, others: columns.outputs });
      const dx = passBack(g, images, columns, { x: x.name, y: inRows, dy: inRowsGradient, others: rows.length });
      return [{ ...x, name: dx }];
    },
  };
}

/** A pair of numbers, the one of the axis and another for the other axis. */
const onAxis = <T>(axis: 0 | 1, value: T, other: T): [T, T] => (axis === 0 ? [value, other] : [other, value]);

const windowOf = ({ axis, stride, pads: [before, after] }: Pass) => ({
  strides: { ints: onAxis(axis, stride, 1) },
  pads: { ints: [...onAxis(axis, before, 0), ...onAxis(axis, after, 0)] },
});

const maxima = (g: GraphBuilder, x: Name, pass: Pass): Name =>
  g.op('MaxPool', [x], { ...windowOf(pass), kernel_shape: { ints: onAxis(pass.axis, pass.size, 1) } }, NCHWC);

/** The gradient in one pass's input, given its input, its maxima and their gradient. */
function passBack(
  g: GraphBuilder,
  { batch, channels, block }: Images,
  pass: Pass,
  { x, y, dy, others }: { readonly x: Name; readonly y: Name; readonly dy: Name; readonly others: number },
): Name {
  const blocks = { channels, block };
  const vector = (values: readonly number[]): number[][] => (pass.axis === 0 ? values.map((v) => [v]) : [[...values]]);
  const oneHot = (length: number, at: number): number[][] =>
    vector(Array.from({ length }, (_, place) => (place === at ? 1 : 0)));
  const minusY = g.op('Neg', [y]);
  let rest = dy;
  const parts = Array.from({ length: pass.size }, (_, tap) => {
    if (tap === pass.size - 1) return rest; // whatever the others did not take
    const wins = isNotNegative(g, { input: x, ...blocks }, oneHot(pass.size, tap), windowOf(pass), minusY);
    const part = g.multiply(rest, wins);
    rest = g.subtract(rest, part);
    return part;
  });

  const there = residues(pass).filter(({ count }) => count > 0);
  const sums = there.map(({ taps, before, after }) => {
    const pads = { ints: [...onAxis(pass.axis, before, 0), ...onAxis(pass.axis, after, 0)] };
    const shift = (sum: Name | undefined, tap: number, at: number): Name =>
      weighWindows(g, { input: parts[tap], ...blocks }, oneHot(taps.length, taps.length - 1 - at), { pads }, sum);
    const [only] = taps;
    return taps.length === 1 && before + after === 0 ? parts[only] : taps.reduce<Name | undefined>(shift, undefined);
  }) as Name[];
  const dims = [batch, channels, ...onAxis(pass.axis, pass.length, others)];
  if (pass.stride === 1) return sums[0];
  const rows = sums.map((sum) => g.reshape(sum, [-1, block]));
  const images = (batch * channels) / block;
  const all = g.op('Concat', rows, { axis: { int: 0 } });
  return g.reshape(gatherBlocks(g, all, placesByResidue(pass, images, others)), dims);
}

/** Per block of the input: where it lies among the sums of all residues, one after the other. */
function placesByResidue(pass: Pass, images: number, others: number): Int32Array {
  const { axis, stride, length, pads } = pass;
  const from = new Int32Array(images * others * length);
  const all = residues(pass);
  const starts = [0];
  for (const { count } of all) starts.push(starts[starts.length - 1] + images * others * count);
  const [rows, columns] = onAxis(axis, length, others);
  let at = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const [place, other] = axis === 0 ? [row, column] : [column, row];
        const residue = (place + pads[0]) % stride;
        const { first, count } = all[residue];
        const along = Math.floor((place + pads[0]) / stride) - first;
        const within = axis === 0 ? along * others + other : other * count + along;
        from[at++] = starts[residue] + image * others * count + within;
      }
    }
  }
  return from;
}
