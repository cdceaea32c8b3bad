import { SelvedgeError } from '@selvedge/data';
import { onlyValues } from '@selvedge/data/checks';
import type { Metric } from '../metrics/metric.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { correctedResampledT, type FoldComparison, fiveByTwo } from './compare-folds.js';
import { verdictSentence } from './sentence.js';

/** Two ways to fit a model, compared over folds. Plain JSON. */
export interface ClassifierComparison extends FoldComparison {
  readonly metric: string;
  readonly first: ScoresOverFolds;
  readonly second: ScoresOverFolds;
  readonly winner: 'first' | 'second' | 'tie';
  /** The result in plain words. */
  readonly sentence: string;
}

/** Scores of one model, a fold each. */
export interface ScoresOverFolds {
  readonly name: string;
  readonly scores: readonly number[];
}

/** How scores over folds are compared. */
export interface CompareFoldScoresOptions {
  /** What was measured. Default `accuracy`. */
  readonly metric?: MetricName | Metric;
  /** Default `corrected-resampled-t`; `5x2cv-f` needs the ten scores of five times two folds. */
  readonly test?: 'corrected-resampled-t' | '5x2cv-f';
  /** Test rows over training rows of all folds: 1 / (k - 1) for k folds. */
  readonly testToTrain: number;
  /** Of the interval, and 1 minus the threshold of the test; default 0.95. */
  readonly level?: number;
}

/**
 * Compares scores of two models on the same folds.
 *
 * @throws SelvedgeError `shape-mismatch` for other numbers of scores; `invalid-argument`: see `correctedResampledT` and
 * `fiveByTwo`
 */
export function compareFoldScores(
  first: ScoresOverFolds,
  second: ScoresOverFolds,
  options: CompareFoldScoresOptions,
): ClassifierComparison {
  checkMetricOptions('compareFoldScores', options, ['metric', 'test', 'testToTrain', 'level']);
  onlyValues('compareFoldScores', options, { test: ['corrected-resampled-t', '5x2cv-f'] });
  const { test = 'corrected-resampled-t', testToTrain, level = 0.95, metric: by = 'accuracy' } = options;
  const { name, better } = metric(by);
  if (first.scores.length !== second.scores.length) throw otherFolds(first, second);
  const differences = first.scores.map((score, fold) => score - second.scores[fold]);
  const result =
    test === '5x2cv-f'
      ? fiveByTwo(inPairs(differences), { level })
      : correctedResampledT(differences, testToTrain, { level });
  const { value, interval } = result.difference;
  const ahead = (better === 'higher' ? value : -value) > 0 ? 'first' : 'second';
  const winner = result.pValue < 1 - level ? ahead : 'tie';
  const note = `p = ${result.pValue.toFixed(3)}, ${differences.length} folds`;
  const names = { first: first.name, second: second.name, metric: name };
  const sentence = verdictSentence({ ...names, difference: value, interval, winner, note });
  return { ...result, metric: name, first, second, winner, sentence };
}

const otherFolds = (first: ScoresOverFolds, second: ScoresOverFolds): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `compareFoldScores: '${first.name}' has ${first.scores.length} scores and '${second.name}' has ${second.scores.length}; need one of each fold.`,
  );

const inPairs = (values: readonly number[]): [number, number][] =>
  Array.from({ length: Math.ceil(values.length / 2) }, (_, at) => [values[2 * at], values[2 * at + 1]]);
