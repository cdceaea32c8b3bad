import type { Labels } from '@selvedge/data';
import type { Proportion } from '../uncertainty/interval.js';
import { type LevelOptions, proportion } from '../uncertainty/wilson-interval.js';
import { checkPredictions } from './check-predictions.js';

/**
 * The share of rows whose predicted label is the true one, with its counts and Wilson interval.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 */
export function accuracy(truth: Labels, predicted: Labels, options: LevelOptions = {}): Proportion {
  checkPredictions('accuracy', truth, predicted);
  let correct = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) correct++;
  return proportion(correct, truth.length, options);
}
