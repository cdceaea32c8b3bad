import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import type { Proportion } from '../uncertainty/interval.js';
import { type LevelOptions, proportion } from '../uncertainty/wilson-interval.js';
import { checkScores } from './check-probabilities.js';
import { checkMetricOptions } from './metric-options.js';

/**
 * The share of rows whose true class is among the `k` with the highest scores. Of equal scores the lower class number
 * comes first, as in `predict`, so that k = 1 is the accuracy (scikit-learn ranks the higher number first).
 *
 * @param scores - rows x classes: probabilities or any finite scores
 * @param k - a whole number in [1, classes]
 * @throws SelvedgeError `shape-mismatch`; `invalid-argument` for a bad `k`, no rows or scores that are not finite
 */
export function topKAccuracy(truth: Labels, scores: Matrix, k: number, options: LevelOptions = {}): Proportion {
  checkScores('topKAccuracy', truth, scores);
  checkMetricOptions('topKAccuracy', options, ['level']);
  const { values, rows, columns } = scores;
  if (!(Number.isInteger(k) && k >= 1 && k <= columns)) throw badK(k, columns);
  let hits = 0;
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const own = values[start + truth[row]];
    let ahead = 0;
    for (let column = 0; column < columns; column++) {
      const other = values[start + column];
      if (other > own || (other === own && column < truth[row])) ahead++;
    }
    if (ahead < k) hits++;
  }
  return proportion(hits, rows, options);
}

const badK = (k: number, columns: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `topKAccuracy: got k = ${k}; need a whole number from 1 to ${columns}.`);
