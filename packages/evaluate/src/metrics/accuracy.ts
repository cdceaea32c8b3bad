import { type Labels, SelvedgeError, shareOfEqual } from '@selvedge/data';
import type { Proportion } from '../uncertainty/interval.js';
import { type LevelOptions, proportion } from '../uncertainty/wilson-interval.js';
import { checkPairs } from './check-pairs.js';
import { defineMetric, type MetricDefinition } from './metric.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/**
 * The share of rows whose predicted label is the true one, with its counts and Wilson interval.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 */
export function accuracy(truth: Labels, predicted: Labels, options: LevelOptions = {}): Proportion {
  checkPairs('accuracy', truth, predicted);
  checkLevelAlone(options);
  let equal = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) equal++;
  return proportion(equal, truth.length, options);
}

/** Without the guesses of `checkMetricOptions`, which are larger than all else that a page with this metric loads. */
function checkLevelAlone(options: LevelOptions): void {
  const unknown = Object.keys(options).find((name) => name !== 'level');
  if (unknown === undefined) return;
  throw new SelvedgeError('invalid-argument', `accuracy: unknown option '${unknown}'; there is level.`);
}

/**
 * The share alone: scikit-learn's `accuracy_score`. In [0, 1].
 *
 * @throws SelvedgeError as `accuracy`
 */
export function accuracyScore(truth: Labels, predicted: Labels, options: WeightOptions = {}): number {
  checkPairs('accuracyScore', truth, predicted);
  return shareOfEqual(truth, predicted, weightOfRows('accuracyScore', options, truth.length));
}

export const accuracyMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'accuracy',
  knownAs: ['acc', 'accuracy-score', 'categorical-accuracy', 'sparse-categorical-accuracy', 'f1-micro', 'micro-f1'],
  description: 'Share of rows whose predicted label is the true one.',
  of: ({ truth, predicted, sampleWeight }) => accuracyScore(truth, predicted, { sampleWeight }),
});

export const errorRateMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'error-rate',
  knownAs: ['error', 'zero-one-loss'],
  description: '1 less the accuracy.',
  better: 'lower',
  of: ({ truth, predicted, sampleWeight }) => 1 - accuracyScore(truth, predicted, { sampleWeight }),
});
