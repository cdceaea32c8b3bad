import { didYouMean, type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { averagePrecision } from './average-precision.js';
import { balancedAccuracy } from './balanced-accuracy.js';
import { brierScore } from './brier-score.js';
import { checkPredictions } from './check-predictions.js';
import { reportOfConfusion } from './classification-report.js';
import { cohenKappa } from './cohen-kappa.js';
import { confusionMatrix } from './confusion-matrix.js';
import { logLoss } from './log-loss.js';
import { matthewsCorrelation } from './matthews.js';
import { rocAuc } from './roc.js';

/** What a model said about labelled rows. */
export interface Predictions {
  readonly truth: Labels;
  readonly predicted: Labels;
  /** Rows x classes; needed by metrics of probabilities. */
  readonly probabilities?: Matrix;
  readonly classes: readonly string[];
}

/** The names under which a pipeline, a sweep or a comparison asks for a metric. */
export type MetricName =
  | 'accuracy'
  | 'error-rate'
  | 'balanced-accuracy'
  | 'macro-precision'
  | 'macro-recall'
  | 'macro-f1'
  | 'weighted-f1'
  | 'cohen-kappa'
  | 'matthews'
  | 'log-loss'
  | 'brier'
  | 'roc-auc'
  | 'average-precision';

/** A score of predictions as one number. */
export interface Metric {
  readonly name: string;
  /** Which end is good. */
  readonly better: 'higher' | 'lower';
  /** The value; NaN where the metric is undefined for these rows. */
  readonly of: (predictions: Predictions) => number;
}

const confusion = ({ truth, predicted, classes }: Predictions) => confusionMatrix(truth, predicted, classes);

const METRICS: Readonly<Record<MetricName, Metric>> = {
  accuracy: { name: 'accuracy', better: 'higher', of: shareCorrect },
  'error-rate': { name: 'error-rate', better: 'lower', of: (p) => 1 - shareCorrect(p) },
  'balanced-accuracy': { name: 'balanced-accuracy', better: 'higher', of: (p) => balancedAccuracy(confusion(p)) },
  'macro-precision': {
    name: 'macro-precision',
    better: 'higher',
    of: (p) => reportOfConfusion(confusion(p)).macro.precision,
  },
  'macro-recall': { name: 'macro-recall', better: 'higher', of: (p) => reportOfConfusion(confusion(p)).macro.recall },
  'macro-f1': { name: 'macro-f1', better: 'higher', of: (p) => reportOfConfusion(confusion(p)).macro.f1 },
  'weighted-f1': { name: 'weighted-f1', better: 'higher', of: (p) => reportOfConfusion(confusion(p)).weighted.f1 },
  'cohen-kappa': { name: 'cohen-kappa', better: 'higher', of: (p) => cohenKappa(confusion(p)) },
  matthews: { name: 'matthews', better: 'higher', of: (p) => matthewsCorrelation(confusion(p)) },
  'log-loss': { name: 'log-loss', better: 'lower', of: (p) => logLoss(p.truth, probabilitiesOf('log-loss', p)) },
  brier: { name: 'brier', better: 'lower', of: (p) => brierScore(p.truth, probabilitiesOf('brier', p)) },
  'roc-auc': {
    name: 'roc-auc',
    better: 'higher',
    of: (p) => rocAuc(p.truth, probabilitiesOf('roc-auc', p), p.classes).macro ?? Number.NaN,
  },
  'average-precision': {
    name: 'average-precision',
    better: 'higher',
    of: (p) => averagePrecision(p.truth, probabilitiesOf('average-precision', p), p.classes).macro ?? Number.NaN,
  },
};

/** Every name that `metric` knows. */
export const METRIC_NAMES: readonly MetricName[] = Object.keys(METRICS) as MetricName[];

/**
 * The metric of that name, or the given metric itself.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown name
 */
export function metric(name: MetricName | Metric): Metric {
  if (typeof name !== 'string') return name;
  if (Object.hasOwn(METRICS, name)) return METRICS[name];
  const near = didYouMean(name, METRIC_NAMES);
  throw new SelvedgeError(
    'invalid-argument',
    `metric: there is no '${name}'.${near ? ` Did you mean '${near}'?` : ''} Known are ${METRIC_NAMES.join(', ')}.`,
  );
}

/** The named rows of predictions, in the given order; rows may repeat. */
export function selectPredictions(source: Predictions, rows: ArrayLike<number>): Predictions {
  const pick = (labels: Labels): Labels => {
    const picked = new Uint16Array(rows.length);
    for (let at = 0; at < rows.length; at++) picked[at] = labels[rows[at]];
    return picked;
  };
  const { probabilities, classes } = source;
  const picked = { truth: pick(source.truth), predicted: pick(source.predicted), classes };
  if (!probabilities) return picked;
  const { columns } = probabilities;
  const values = new Float64Array(rows.length * columns);
  for (let at = 0; at < rows.length; at++) {
    values.set(probabilities.values.subarray(rows[at] * columns, (rows[at] + 1) * columns), at * columns);
  }
  return { ...picked, probabilities: { values, rows: rows.length, columns } };
}

function shareCorrect({ truth, predicted }: Predictions): number {
  checkPredictions('accuracy', truth, predicted);
  let correct = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) correct++;
  return correct / truth.length;
}

function probabilitiesOf(what: string, { probabilities }: Predictions): Matrix {
  if (probabilities) return probabilities;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: got labels only; this metric needs probabilities. Pass the result of predictProba as 'probabilities'.`,
  );
}
