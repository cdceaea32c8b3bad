import type { OnnxAttribute } from '@selvedge/compute';
import type { NetworkNode } from '../../declaration/network.js';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, NCHWC } from '../graph/layout.js';
import type { Lowered, Lowering, NodeOf } from '../lower/lowering.js';
import { gatherBlocks } from './gather-blocks.js';
import { keepPositive, STEEP } from './relu.js';

/**
 * Max pooling in 2 x 2 windows side by side on blocked memory, first over columns, then over rows. Backward, the
 * gradient goes to the upper or the lower row, then to the left or the right: the first maximum in row-major order.
 *
 * @param afterRelu - the input is a relu's output: its gradient is cut off here, where there is a quarter of it
 */
export function lowerBlockedMaxPooling(
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
      const least = (input: Name, signs: readonly number[], dims: readonly number[], attributes: Window): Name =>
        isNotNegative(g, { input, channels, block }, signs, dims, attributes);
      const split = (whole: Name, isFirst: Name): [Name, Name] => {
        const first = g.multiply(whole, isFirst);
        return [first, g.subtract(whole, first)];
      };
      const window = { strides: { ints: [2, 2] }, pads: { ints: [top, left, bottom, right] } };
      const [upper, lower] = split(pooled, least(inRows, [1, -1], [2, 1], byRows));
      const corners = [
        ...split(upper, least(x.name, [1, -1, 0, 0], [2, 2], window)),
        ...split(lower, least(x.name, [0, 0, 1, -1], [2, 2], window)),
      ];
      const images = (batch * channels) / block;
      const from = cornersByWindow(images, rows, columns);
      const stacked = g.reshape(g.op('Concat', corners, { axis: { int: 0 } }), [from.length, block]);
      const windows = gatherBlocks(g, stacked, from, `windows ${images} ${rows} ${columns}`);
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

type Window = Readonly<Record<string, OnnxAttribute>>;

/**
 * 1 where a window's numbers, added up with the given signs, are 0 or more, else 0: a depthwise convolution whose
 * activation is a step at 0. A difference of two numbers has the right sign in any rounding.
 */
function isNotNegative(
  g: GraphBuilder,
  { input, channels, block }: { readonly input: Name; readonly channels: number; readonly block: number },
  signs: readonly number[],
  dims: readonly number[],
  window: Window,
): Name {
  const kernel = Float32Array.from({ length: channels * signs.length }, (_, at) => {
    return signs[Math.floor(at / block) % signs.length];
  });
  return g.op(
    'Conv',
    [input, g.constant(kernel, [channels, 1, ...dims])],
    {
      ...window,
      kernel_shape: { ints: dims },
      activation: { string: 'HardSigmoid' },
      activation_params: { floats: [STEEP, 1] },
      group: { int: channels },
    },
    NCHWC,
  );
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
