import { numbersIn } from '@selvedge/data/checks';
import type { NetworkNode } from '@selvedge/networks/types';
import { type Activation, dimsOf, toLayout } from '../graph/layout.js';
import { leftOver, window } from './conv2d.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

/** The runtime names the winner of each window, the first of equals; the gradient is added up at the winners. */
export function lowerMaxPooling(
  { g, sizes, training }: Lowering,
  node: NodeOf<'max-pooling2d'>,
  [input]: readonly Activation[],
): Lowered {
  const x = toLayout(g, sizes, input, 'nchw');
  const [y, winners] = g.ops('MaxPool', [x.name], training ? 2 : 1, window(node));
  return {
    output: { name: y, layout: 'nchw', shape: node.outputShape },
    backward(gradient) {
      const dims = dimsOf(sizes, 'nchw', x.shape);
      const size = numbersIn(dims);
      const zeros = g.op('ConstantOfShape', [g.ints([size])]);
      const places = [zeros, g.reshape(winners, [-1]), g.reshape(gradient, [-1])];
      const dx = g.op('ScatterElements', places, { axis: { int: 0 }, reduction: { string: 'add' } });
      return [{ ...x, name: g.reshape(dx, dims) }];
    },
  };
}

/** Padding is left out of the mean: windows at the edge divide by fewer numbers. */
export function lowerAveragePooling(
  { g, sizes }: Lowering,
  node: NodeOf<'average-pooling2d'>,
  [input]: readonly Activation[],
): Lowered {
  const x = toLayout(g, sizes, input, 'nchw');
  const y = g.op('AveragePool', [x.name], { ...window(node), count_include_pad: { int: 0 } });
  return {
    output: { name: y, layout: 'nchw', shape: node.outputShape },
    backward(gradient) {
      const { poolSize } = node.operation;
      const [, , channels] = x.shape;
      const [rows, columns] = node.outputShape;
      const share = g.divide(gradient, g.constant(windowCounts(node), [1, 1, rows, columns]));
      const ones = g.constant(new Float32Array(channels * poolSize[0] * poolSize[1]).fill(1), [
        channels,
        1,
        ...poolSize,
      ]);
      const dx = g.op('ConvTranspose', [share, ones], {
        ...window(node),
        group: { int: channels },
        output_padding: { ints: leftOver(node) },
      });
      return [{ ...x, name: dx }];
    },
  };
}

export function lowerGlobalAveragePooling(
  { g, sizes }: Lowering,
  node: NetworkNode,
  [input]: readonly Activation[],
): Lowered {
  const x = toLayout(g, sizes, input, 'nchw');
  const y = g.mean(x.name, [2, 3], false);
  return {
    output: { name: y, layout: 'rows', shape: node.outputShape },
    backward(gradient) {
      const [height, width, channels] = x.shape;
      const share = g.reshape(g.scale(gradient, 1 / (height * width)), [sizes.batch, channels, 1, 1]);
      return [{ ...x, name: g.op('Expand', [share, g.ints(dimsOf(sizes, 'nchw', x.shape))]) }];
    },
  };
}

/** How many numbers that are not padding each window holds. */
function windowCounts({ operation, inputShapes, outputShape }: NodeOf<'average-pooling2d'>): Float32Array {
  const { poolSize, strides, pads } = operation;
  const along = (axis: 0 | 1, at: number): number => {
    const start = at * strides[axis] - pads[2 * axis];
    return Math.min(start + poolSize[axis], inputShapes[0][axis]) - Math.max(start, 0);
  };
  const counts = new Float32Array(outputShape[0] * outputShape[1]);
  for (let row = 0; row < outputShape[0]; row++) {
    for (let column = 0; column < outputShape[1]; column++) {
      counts[row * outputShape[1] + column] = along(0, row) * along(1, column);
    }
  }
  return counts;
}
