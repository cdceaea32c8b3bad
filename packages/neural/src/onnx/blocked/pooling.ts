import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, dimsOf, NCHWC } from '../graph/layout.js';
import type { Lowered, Lowering, NodeOf } from '../lower/lowering.js';
import { keepPositive } from './relu.js';

/**
 * 2 x 2 max pooling on blocked memory. Backward, the four corners of all windows are compared with the maxima in
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
  const window = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };
  const y = g.op('MaxPool', [x.name], window, NCHWC);

  return {
    output: { name: y, layout: 'blocked', shape: node.outputShape },
    backward(gradient) {
      let left = afterRelu ? keepPositive(g, y, gradient) : gradient;
      const parts = [0, 1, 2].map((position) => {
        const corner = corners(g, x.name, channels, block, position);
        const wins = g.op('Cast', [g.op('Equal', [corner, y])], { to: { int: 1 } });
        const part = g.multiply(left, wins);
        left = g.subtract(left, part);
        return part;
      });
      parts.push(left); // whatever none of the first three took
      const interleaved = [(batch * (channels / block) * height) / 2, 1, width / 2, 1, block];
      const [a, b, c, d] = parts.map((part) => g.reshape(part, interleaved));
      const beside = (one: Name, other: Name, axis: number): Name =>
        g.op('Concat', [one, other], { axis: { int: axis } });
      const dx = beside(beside(a, b, 3), beside(c, d, 3), 1);
      return [{ ...x, name: g.reshape(dx, [batch, channels, height, width]) }];
    },
  };
}

/**
 * One corner of every window, 0 to 3 in row-major order: a depthwise convolution that picks it, on both cores, where
 * `Split` takes one.
 */
function corners(g: GraphBuilder, x: Name, channels: number, block: number, position: number): Name {
  const picks = new Float32Array(channels * 4);
  for (let start = position * block; start < picks.length; start += 4 * block) picks.fill(1, start, start + block);
  const kernel = g.constant(picks, [channels, 1, 2, 2]);
  const attributes = {
    group: { int: channels },
    kernel_shape: { ints: [2, 2] },
    strides: { ints: [2, 2] },
  };
  return g.op('Conv', [x, kernel], attributes, NCHWC);
}
