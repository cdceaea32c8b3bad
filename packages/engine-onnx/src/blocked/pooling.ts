// Measured and decided in docs/decisions/0130-training-in-onnx-runtime-1-30.md.
import type { NetworkNode } from '@selvedge/networks/types';
import type { Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, NCHWC } from '../graph/layout.js';
import type { Lowered, Lowering } from '../lower/lowering.js';
import type { NodeOf } from '../lower/node-of.js';
import { gatherBlocks } from './gather-blocks.js';
import { keepPositive } from './relu.js';
import { isNotNegative } from './window-signs.js';

/**
 * Max pooling in 2 x 2 windows side by side on blocked memory, first over columns, then over rows. Backward, the
 * gradient goes to the upper or the lower row, then to the left or the right: the first maximum in row-major order.
 *
 * @param afterRelu - the input is a relu's output: its gradient is cut off here, where there is a quarter of it
 */
export function lowerPairedMaxPooling(
  { g, sizes, unpooled }: Lowering,
  node: NodeOf<'max-pooling2d'>,
  [x]: readonly Activation[],
  afterRelu: boolean,
): Lowered {
  const [batch, channels, height, width] = dimsOf(sizes, 'blocked', x.shape);
  const { block } = sizes;
  const [top, bottom, left, right] = node.operation.pads;
  const [rows, columns] = node.outputShape;
  const byColumns = { strides: { ints: [1, 2] }, pads: { ints: [0, left, 0, right] } };
  const byRows = { kernel_shape: { ints: [2, 1] }, strides: { ints: [2, 1] }, pads: { ints: [top, 0, bottom, 0] } };
  const inRows = g.op('MaxPool', [x.name], { ...byColumns, kernel_shape: { ints: [1, 2] } }, NCHWC);
  const y = g.op('MaxPool', [inRows], byRows, NCHWC);

  return {
    output: { name: y, layout: 'blocked', shape: node.outputShape },
    backward(gradient) {
      const pooled = afterRelu ? keepPositive(g, y, gradient) : gradient;
      const blocks = { channels, block };
      const split = (whole: Name, isFirst: Name): [Name, Name] => {
        const first = g.multiply(whole, isFirst);
        return [first, g.subtract(whole, first)];
      };
      const window = { strides: { ints: [2, 2] }, pads: { ints: [top, left, bottom, right] } };
      const [upper, lower] = split(pooled, isNotNegative(g, { input: inRows, ...blocks }, [[1], [-1]], byRows));
      const corners = [
        ...split(
          upper,
          isNotNegative(
            g,
            { input: x.name, ...blocks },
            [
              [1, -1],
              [0, 0],
            ],
            window,
          ),
        ),
        ...split(
          lower,
          isNotNegative(
            g,
            { input: x.name, ...blocks },
            [
              [0, 0],
              [1, -1],
            ],
            window,
          ),
        ),
      ];
      const images = (batch * channels) / block;
      const from = cornersByWindow(images, rows, columns);
      const stacked = g.reshape(g.op('Concat', corners, { axis: { int: 0 } }), [from.length, block]);
      const windows = gatherBlocks(g, stacked, from);
      // Where the windows do not cover the image exactly: without their padding, with zeros where none was.
      const [below, beyond] = [height - (2 * rows - top), width - (2 * columns - left)];
      const fits = top + left === 0 && below === 0 && beyond === 0;
      const dx = fits
        ? windows
        : g.op('Pad', [
            g.reshape(windows, [images, 2 * rows, 2 * columns, block]),
            g.ints([0, -top, -left, 0, 0, below, beyond, 0]),
          ]);
      const name = g.reshape(dx, [batch, channels, height, width]);
      if (fits) unpooled.set(name, { pooled, corners: stacked, from });
      return [{ ...x, name }];
    },
  };
}

/** Per block of an image of 2 x 2 windows: where it lies in four images of corners, one after the other. */
function cornersByWindow(images: number, rows: number, columns: number): Int32Array {
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
  return from;
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
