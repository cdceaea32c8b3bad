import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { type NameCatalogue, nameCatalogue } from '@selvedge/data/names';
import type { MetricName } from '../specs.generated.js';
import { accuracyMetric, errorRateMetric } from './accuracy.js';
import { averagePrecisionMetric } from './average-precision.js';
import { balancedAccuracyMetric } from './balanced-accuracy.js';
import { brierMetric } from './brier-score.js';
import { macroF1Metric, macroPrecisionMetric, macroRecallMetric, weightedF1Metric } from './classification-report.js';
import { cohenKappaMetric } from './cohen-kappa.js';
import { logLossMetric } from './log-loss.js';
import { matthewsMetric } from './matthews.js';
import type { Metric, MetricDefinition } from './metric.js';
import { rocAucMetric } from './roc.js';
import { rocAucOneVsOneMetric } from './roc-one-vs-one.js';

const TOP_K = 'in code topKAccuracy(truth, probabilities, 5)';
const CLASSES = "models here predict classes, not numbers; write 'accuracy' or 'log-loss'";
const MATRIX = 'a table: reports show it, in code confusionMatrix(truth, predicted, classes)';

/** Scores that people expect and that have no name, because they need more than predictions or are not one number. */
const EXPECTED = {
  'top-k-accuracy': TOP_K,
  'top-5': TOP_K,
  'top-5-accuracy': TOP_K,
  'top-3': TOP_K,
  'top-3-accuracy': TOP_K,
  mse: CLASSES,
  mae: CLASSES,
  rmse: CLASSES,
  r2: CLASSES,
  'confusion-matrix': MATRIX,
  ece: "a calibration error is not a score; write 'log-loss' or 'brier', in code calibrationCurve",
  specificity: 'in code the recall of the other class: recallScore(truth, predicted, { average: null })',
  sensitivity: "write 'macro-recall'",
};

/** Every metric that has a name. */
export const metrics: NameCatalogue<MetricDefinition> = nameCatalogue(
  {
    family: 'metric',
    typeName: 'MetricName',
    description: 'A score of predictions as one number, by its name.',
    advice: EXPECTED,
  },
  [
    accuracyMetric,
    errorRateMetric,
    balancedAccuracyMetric,
    macroPrecisionMetric,
    macroRecallMetric,
    macroF1Metric,
    weightedF1Metric,
    cohenKappaMetric,
    matthewsMetric,
    logLossMetric,
    brierMetric,
    rocAucMetric,
    rocAucOneVsOneMetric,
    averagePrecisionMetric,
  ],
);

/**
 * The metric of that name, or the given metric itself.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown name, and an object that is not a metric
 */
export function metric(name: MetricName | Metric): Metric {
  if (typeof name === 'string') return metrics.definitionOf(name);
  if (!isMetric(name)) throw noMetric(name);
  return name;
}

const isMetric = (given: Partial<Metric> | null): boolean =>
  typeof given?.name === 'string' && typeof given.of === 'function' && ['higher', 'lower'].includes(given.better ?? '');

const noMetric = (given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `metric: got ${shown(given)}; need a name, 'accuracy' for instance, or { name, better: 'higher', of: (predictions) => 0.5 }.`,
  );
