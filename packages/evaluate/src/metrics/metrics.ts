import { type NameCatalogue, nameCatalogue } from '@selvedge/data';
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

/** Every metric that has a name. */
export const metrics: NameCatalogue<MetricDefinition> = nameCatalogue(
  {
    family: 'metric',
    typeName: 'MetricName',
    description: 'A score of predictions as one number, by its name.',
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
 * @throws SelvedgeError `invalid-argument` for an unknown name
 */
export const metric = (name: MetricName | Metric): Metric =>
  typeof name === 'string' ? metrics.definitionOf(name) : name;
