import { type FieldGuesses, onlyFields } from '@selvedge/data/checks';

/** The words of scikit-learn for options of its metrics. */
const GUESSES: FieldGuesses = {
  weights: 'sampleWeight: [1, 2, 1]',
  labels: '{ average: null }, which gives a figure for each label that occurs',
  posLabel: '{ average: null } and take the figure of that label',
  multiClass: "rocAucOneVsOne(truth, scores) for 'ovo'; rocAuc is 'ovr'",
  normalize:
    'normalizeConfusion(matrix, by) for shares of a confusion matrix, or accuracy(truth, predicted).count for a count',
  targetNames: 'the names as the third argument: classificationReport(truth, predicted, names)',
  outputDict: 'nothing: the report is an object',
  confidence: 'level: 0.95',
  confidenceLevel: 'level: 0.95',
  alpha: 'level: 0.95',
  nBins: 'bins: 15',
  nResamples: 'resamples: 1000',
  nBootstraps: 'resamples: 1000',
  randomState: 'seed: 0',
  scoring: "metric: 'accuracy'",
  exact: "variant: 'exact'",
};

/**
 * Refuses an option that nobody reads, which would silently change nothing.
 *
 * @throws SelvedgeError `invalid-argument` with the right word
 */
export const checkMetricOptions = (what: string, options: object, names: readonly string[]): void =>
  onlyFields(what, options, names, GUESSES);
