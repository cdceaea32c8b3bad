import { activations } from '@selvedge/networks';
import type { Formula } from '@selvedge/networks/types';
import { keepPositive } from '../blocked/relu.js';
import { graphArithmetic } from '../graph/arithmetic.js';
import type { GraphBuilder, Name } from '../graph/graph-builder.js';
import { type Activation, toLayout } from '../graph/layout.js';
import type { Lowered, Lowering } from './lowering.js';
import type { NodeOf } from './node-of.js';

export function lowerActivation(
  { g, sizes, blocked }: Lowering,
  node: NodeOf<'activation'>,
  [input]: readonly Activation[],
): Lowered {
  const params = node.operation.activation;
  const definition = activations.definitionOf(params.kind);
  // Padding of the blocked layout must stay 0.
  const staysInBlocks = definition.keepsZero && !definition.readsLastAxis;
  const x = staysInBlocks ? input : toLayout(g, sizes, input, 'rows');
  const formula = blocked?.fusedRelus.has(node.index)
    ? fusedRelu(g, x.name)
    : definition.formula(graphArithmetic(g), x.name, params);
  return {
    output: { ...x, name: formula.y },
    backward: (gradient) => [
      // Pooling behind it has cut off its gradient already.
      { ...x, name: blocked?.pooledRelus.has(node.index) ? gradient : formula.gradient(gradient) },
    ],
  };
}

/** relu that the node before has computed. */
const fusedRelu = (g: GraphBuilder, y: Name): Formula<Name> => ({ y, gradient: (dy) => keepPositive(g, y, dy) });
