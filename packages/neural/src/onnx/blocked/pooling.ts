import type { Name } from '../graph/graph-builder.js';
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
  const rowPairs = (batch * (channels / block) * height) / 2;
  const halves = (name: Name, axis: number): Name[] => g.ops('Split', [name], 2, { axis: { int: axis } });

  return {
    output: { name: y, layout: 'blocked', shape: node.outputShape },
    backward(gradient) {
      const dy = afterRelu ? keepPositive(g, y, gradient) : gradient;
      const corner = [rowPairs, 1, width / 2, 1, block];
      const maxima = g.reshape(y, corner);
      const corners = halves(g.reshape(x.name, [rowPairs, 2, width / 2, 2, block]), 1).flatMap((row) => halves(row, 3));
      let left = g.reshape(dy, corner);
      const parts = corners.slice(0, 3).map((each) => {
        const wins = g.op('Cast', [g.op('Equal', [each, maxima])], { to: { int: 1 } });
        const part = g.multiply(left, wins);
        left = g.subtract(left, part);
        return part;
      });
      parts.push(left); // whatever none of the first three took
      const beside = (a: Name, b: Name, axis: number): Name => g.op('Concat', [a, b], { axis: { int: axis } });
      const dx = beside(beside(parts[0], parts[1], 3), beside(parts[2], parts[3], 3), 1);
      return [{ ...x, name: g.reshape(dx, [batch, channels, height, width]) }];
    },
  };
}
