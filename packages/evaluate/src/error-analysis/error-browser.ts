import { type LabelledRows, type Matrix, rowIndices, selectRows } from '@selvedge/data';
import { checkLimit } from '../metrics/check-limit.js';
import type { Predictions } from '../metrics/metric.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { type ScoredRow, worstMisclassified } from './misclassified.js';
import { type NearRow, nearestRows } from './nearest-rows.js';

/** A misclassified row with the training rows most like it. Plain JSON. */
export interface BrowsedMisclassified extends ScoredRow {
  readonly neighbours: readonly NearRow[];
}

/**
 * The misclassified rows that the model was most confident of, each with its nearest training rows and their labels: data for a report's error browser.
 *
 * @param features - of the predicted rows, in their order, prepared like the training features
 * @param options - `limit` on the rows to show (default 24), `neighbours` of each (default 5)
 * @throws SelvedgeError as `worstMisclassified` and `nearestRows`
 */
export function browseMisclassified(
  predictions: Predictions,
  features: Matrix,
  train: LabelledRows,
  options: { readonly limit?: number; readonly neighbours?: number } = {},
): BrowsedMisclassified[] {
  checkMetricOptions('browseMisclassified', options, ['limit', 'neighbours']);
  const { limit = 24, neighbours = 5 } = options;
  checkLimit('browseMisclassified', limit);
  const worst = worstMisclassified(predictions, limit);
  const queries = selectRows(features, rowIndices(worst.map(({ row }) => row)));
  const near = nearestRows(queries, train, neighbours);
  return worst.map((row, at) => ({ ...row, neighbours: near[at] }));
}
