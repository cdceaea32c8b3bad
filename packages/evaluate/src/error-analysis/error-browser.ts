import { type LabelledRows, type Matrix, rowIndices, selectRows } from '@selvedge/data';
import type { Predictions } from '../metrics/metric.js';
import { type ScoredRow, worstMistakes } from './mistakes.js';
import { type NearRow, nearestRows } from './nearest-rows.js';

/** A mistake with the training rows most like it. Plain JSON. */
export interface BrowsedMistake extends ScoredRow {
  readonly neighbours: readonly NearRow[];
}

/**
 * The worst mistakes, each with its nearest training rows and their labels: data for a report's error browser.
 *
 * @param features - of the predicted rows, in their order, prepared like the training features
 * @param options - `mistakes` to show (default 24), `neighbours` of each (default 5)
 * @throws SelvedgeError as `worstMistakes` and `nearestRows`
 */
export function browseMistakes(
  predictions: Predictions,
  features: Matrix,
  train: LabelledRows,
  { mistakes = 24, neighbours = 5 }: { readonly mistakes?: number; readonly neighbours?: number } = {},
): BrowsedMistake[] {
  const worst = worstMistakes(predictions, mistakes);
  const queries = selectRows(features, rowIndices(worst.map(({ row }) => row)));
  const near = nearestRows(queries, train, neighbours);
  return worst.map((mistake, at) => ({ ...mistake, neighbours: near[at] }));
}
