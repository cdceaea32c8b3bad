import { type Labels, shareOfEqual } from '@selvedge/data';
import { countEqual } from '@selvedge/data/checks';
import type { Proportion } from '../uncertainty/interval.js';
import { type LevelOptions, proportion } from '../uncertainty/wilson-interval.js';
import { checkPredictions } from './check-predictions.js';
import { defineMetric, type MetricDefinition } from './metric.js';
import { checkMetricOptions } from './metric-options.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/**
 * The share of rows whose predicted label is the true one, with its counts and Wilson interval.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 */
export function accuracy(truth: Labels, predicted: Labels, options: LevelOptions = {}): Proportion {
  checkPredictions('accuracy', truth, predicted);
  checkMetricOptions('accuracy', options, ['level']);
  return proportion(countEqual(truth, predicted), truth.length, options);
}

/**
 * The share alone: scikit-learn's `accuracy_score`. In [0, 1].
 *
 * @throws SelvedgeError as `accuracy`
 */
export function accuracyScore(truth: Labels, predicted: Labels, options: WeightOptions = {}): number {
  checkPredictions('accuracyScore', truth, predicted);
  return shareOfEqual(truth, predicted, weightOfRows('accuracyScore', options, truth.length));
}

export const accuracyMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'accuracy',
  knownAs: ['acc', 'accuracy-score', 'categorical-accuracy', 'sparse-categorical-accuracy'],
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
