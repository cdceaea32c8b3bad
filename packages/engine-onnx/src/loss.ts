import { activations } from '@selvedge/networks';
import type { LossKind } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import { graphArithmetic } from './graph/arithmetic.js';
import type { GraphBuilder, Name } from './graph/graph-builder.js';

/** The loss (a scalar) and its gradient in the outputs before the head. */
export interface Loss {
  readonly loss: Name;
  readonly gradient: Name;
}

/**
 * @param outputs - [rows, outputs], before the head
 * @param targets - of the same dimensions
 * @returns also the name of the rows' weights, [rows, 1], where the loss reads them
 */
export function addLoss(
  g: GraphBuilder,
  kind: LossKind,
  { head, outputs: columns }: Network,
  outputs: Name,
  targets: Name,
  rows: number,
): Loss & { readonly weights?: Name } {
  if (kind === 'cross-entropy') return crossEntropy(g, outputs, targets, rows);
  const weights = g.input('weights', [rows, 1]);
  return { ...meanSquaredError(g, head, outputs, targets, weights, rows * columns), weights };
}

function crossEntropy(g: GraphBuilder, logits: Name, targets: Name, rows: number): Loss {
  const logProbabilities = g.op('LogSoftmax', [logits], { axis: { int: -1 } });
  const loss = g.scale(g.sum(g.multiply(targets, logProbabilities), [0, 1], false), -1 / rows);
  const weight = g.sum(targets, [1]);
  const residual = g.subtract(g.multiply(g.op('Exp', [logProbabilities]), weight), targets);
  return { loss, gradient: g.scale(residual, 1 / rows) };
}

function meanSquaredError(
  g: GraphBuilder,
  head: Network['head'],
  outputs: Name,
  targets: Name,
  weights: Name,
  count: number,
): Loss {
  const { y, gradient } = activations.definitionOf(head).formula(graphArithmetic(g), outputs, { kind: head });
  const difference = g.subtract(y, targets);
  const weighted = g.multiply(difference, weights);
  const loss = g.scale(g.sum(g.multiply(weighted, difference), [0, 1], false), 1 / count);
  return { loss, gradient: gradient(g.scale(weighted, 2 / count)) };
}
