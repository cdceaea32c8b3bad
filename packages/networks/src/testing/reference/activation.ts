import { activations } from '../../activations/activations.js';
import type { Formula } from '../../activations/arithmetic.js';
import { float64Arithmetic } from './arithmetic.js';
import type { Context, Operation, OperationOf } from './operation.js';

export const activation: Operation = {
  forward: ([x], context) => formulaOf(x, context).y,
  backward: ([x], dy, context) => ({ inputs: [formulaOf(x, context).gradient(dy)], parameters: [] }),
};

function formulaOf(x: Float64Array, { node }: Context): Formula<Float64Array> {
  const { activation: params } = node.operation as OperationOf<'activation'>;
  const channels = node.outputShape[node.outputShape.length - 1];
  return activations.definitionOf(params.kind).formula(float64Arithmetic(channels), x, params);
}
