import type { NetworkSpec } from '@selvedge/networks';
import { resolveNetwork } from '@selvedge/networks';
import { applyHead } from '@selvedge/networks/engine';
import { compileReference } from '@selvedge/networks/testing';

/** What Keras predicts for its rows; null where the model has several outputs. */
export interface Predicted {
  readonly features: readonly number[];
  readonly rows: number;
  readonly outputs: readonly number[] | null;
}

/** A network with its weights by slot name. */
export interface Read {
  readonly declaration: NetworkSpec;
  readonly weights: Readonly<Record<string, Float32Array>>;
}

/** @returns the largest difference of predictions, relative to those above 1; infinite for another number of them */
export async function differenceOf(
  { declaration, weights }: Read,
  { features, rows, outputs }: Predicted,
): Promise<number> {
  const network = resolveNetwork(declaration);
  const compiled = compileReference(network);
  for (const { name, offset } of network.parameters) compiled.parameters.set(weights[name], offset);
  for (const { name, offset } of network.state) compiled.state.set(weights[name], offset);
  const found = applyHead(await compiled.predict(Float32Array.from(features), rows), network.outputs, network.head);
  if (outputs?.length !== found.length) return Number.POSITIVE_INFINITY;
  const ours = network.head === 'log-softmax' ? found.map(Math.log) : found;
  return Math.max(...outputs.map((value, i) => Math.abs(value - ours[i]) / Math.max(1, Math.abs(value))));
}
