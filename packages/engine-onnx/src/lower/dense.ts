import { numbersIn } from '@selvedge/data/checks';
import type { Activation } from '../graph/layout.js';
import { toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

/** y = x W + b over the last axis; kernel [in, units]. */
export function lowerDense(context: Lowering, node: NodeOf<'dense'>, [input]: readonly Activation[]): Lowered {
  const { g, sizes } = context;
  const { units } = node.operation;
  const from = toLayout(g, sizes, input, 'rows');
  const flat = from.shape.length === 1;
  const columns = from.shape[from.shape.length - 1];
  // Gemm takes matrices: further axes join the batch.
  const x = flat ? from.name : g.reshape(from.name, [-1, columns]);
  const kernel = context.parameter(node, 'kernel') as string;
  const bias = context.parameter(node, 'bias');
  const y = g.op('Gemm', bias === undefined ? [x, kernel] : [x, kernel, bias]);
  const output = flat ? y : g.reshape(y, [sizes.batch, ...node.outputShape]);

  return {
    output: { name: output, layout: 'rows', shape: node.outputShape },
    backward(gradient, [wanted]) {
      const dy = flat ? gradient : g.reshape(gradient, [-1, units]);
      if (node.trainable) {
        context.setGradient(node, 'kernel', g.op('Gemm', [x, dy], { transA: { int: 1 } }));
        if (bias !== undefined)
          context.setGradient(node, 'bias', g.columnSums(dy, (sizes.batch * numbersIn(node.outputShape)) / units));
      }
      if (!wanted) return [undefined];
      const dx = g.op('Gemm', [dy, kernel], { transB: { int: 1 } });
      return [{ ...from, name: flat ? dx : g.reshape(dx, [sizes.batch, ...from.shape]) }];
    },
  };
}
