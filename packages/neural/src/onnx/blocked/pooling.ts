import type { OnnxAttribute } from '@selvedge/compute';
import type { NetworkNode } from '../../declaration/network.js';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, NCHWC } from '../graph/layout.js';
import type { Lowered, Lowering, NodeOf } from '../lower/lowering.js';
import { keepPositive } from './relu.js';

/**
 * Max pooling in 2 x 2 windows side by side on blocked memory. Backward, the four corners of all windows are compared with the maxima in
 * row-major order and the first that equals takes the gradient.
 *
 * @param afterRelu - the input is a relu's output: its gradient is cut off here, where there is a quarter of it
 */
export function lowerBlockedMaxPooling(
  { g, sizes }: Lowering,
  node: NodeOf<'max-pooling2d'>,
  [x]: readonly Activation[],
  afterRelu: boolean,
): Lowered {
  const [batch, channels, height, width] = dimsOf(sizes, 'blocked', x.shape);
  const { block } = sizes;
  const [top, bottom, left, right] = node.operation.pads;
  const [rows, columns] = node.outputShape;
  const window = {
    kernel_shape: { ints: [2, 2] },
    strides: { ints: [2, 2] },
    pads: { ints: [top, left, bottom, right] },
  };
  const y = g.op('MaxPool', [x.name], window, NCHWC);

  return {
    output: { name: y, layout: 'blocked', shape: node.outputShape },
    backward(gradient) {
      let rest = afterRelu ? keepPositive(g, y, gradient) : gradient;
      const parts = [0, 1, 2].map((position) => {
        const corner = pick(g, x.name, channels, block, position, window);
        const wins = g.op('Cast', [g.op('Equal', [corner, y])], { to: { int: 1 } });
        const part = g.multiply(rest, wins);
        rest = g.subtract(rest, part);
        return part;
      });
      parts.push(rest); // whatever none of the first three took
      const images = (batch * channels) / block;
      const windows = interleave(g, parts, images, rows, columns, block);
      // Where the windows do not cover the image exactly: without their padding, with zeros where none was.
      const [below, beyond] = [height - (2 * rows - top), width - (2 * columns - left)];
      const fits = top + left === 0 && below === 0 && beyond === 0;
      const dx = fits
        ? windows
        : g.op('Pad', [
            g.reshape(windows, [images, 2 * rows, 2 * columns, block]),
            g.ints([0, -top, -left, 0, 0, below, beyond, 0]),
          ]);
      return [{ ...x, name: g.reshape(dx, [batch, channels, height, width]) }];
    },
  };
}

/**
 * One corner of every window, 0 to 3 in row-major order: a depthwise convolution that picks it, on both cores, where
 * `Split` takes one.
 */
function pick(
  g: GraphBuilder,
  x: Name,
  channels: number,
  block: number,
  position: number,
  window: Readonly<Record<string, OnnxAttribute>>,
): Name {
  const picks = new Float32Array(channels * 4);
  for (let start = position * block; start < picks.length; start += 4 * block) picks.fill(1, start, start + block);
  const kernel = g.constant(picks, [channels, 1, 2, 2]);
  return g.op('Conv', [x, kernel], { ...window, group: { int: channels } }, NCHWC);
}

/**
 * Four images of corners as one image of 2 x 2 windows. Each number of the index moves one block; `Gather` does that on
 * all cores, where `Concat` of rows and columns takes one.
 */
function interleave(
  g: GraphBuilder,
  corners: readonly Name[],
  images: number,
  rows: number,
  columns: number,
  block: number,
): Name {
  const size = images * rows * columns;
  const from = new Int32Array(4 * size);
  let at = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < 2 * rows; row++) {
      for (let column = 0; column < 2 * columns; column++) {
        const corner = 2 * (row & 1) + (column & 1);
        from[at++] = corner * size + (image * rows + (row >> 1)) * columns + (column >> 1);
      }
    }
  }
  const stacked = g.reshape(g.op('Concat', corners, { axis: { int: 0 } }), [4 * size, block]);
  const index = g.constant(from, [from.length], `windows ${images} ${rows} ${columns}`);
  return g.op('Gather', [stacked, index], { axis: { int: 0 } });
}

export function lowerBlockedGlobalAveragePooling(
  { g, sizes }: Lowering,
  node: NetworkNode,
  [x]: readonly Activation[],
): Lowered {
  const [batch, channels, height, width] = dimsOf(sizes, 'blocked', x.shape);
  const [real] = node.outputShape;
  const wide = g.reshape(g.op('GlobalAveragePool', [x.name], {}, NCHWC), [batch, channels]);
  const y = channels === real ? wide : g.op('Slice', [wide, g.ints([0]), g.ints([real]), g.ints([1])]);
  return {
    output: { name: y, layout: 'rows', shape: node.outputShape },
    backward(gradient) {
      const share = g.scale(gradient, 1 / (height * width));
      const all = channels === real ? share : g.op('Pad', [share, g.ints([0, 0, 0, channels - real])]);
      const { block } = sizes;
      const perBlock = g.reshape(all, [batch, channels / block, 1, block]);
      const dx = g.op('Expand', [perBlock, g.ints([batch, channels / block, height * width, block])]);
      return [{ ...x, name: g.reshape(dx, [batch, channels, height, width]) }];
    },
  };
}
