import type { Measure } from './measure.js';
import { metricAgreement } from './metric-cases.js';
import { table } from './table.js';

/** Metrics beside scikit-learn's. */
export function metricsSection({ python, cases }: Measure): string {
  const { version, rows } = metricAgreement(python, cases);
  return [
    `${cases} random cases of 1 to 40 rows and 2 to 6 classes, with ties, empty and single classes, beside scikit-learn ${version}. All with the defaults of both; a class without rows has no ROC curve and no average precision, and is left out of the mean.`,
    table(
      ['metric', 'largest difference', 'undefined in one of the two'],
      rows.map(({ metric, largest, undefinedInOne }) => [metric, largest.toExponential(1), String(undefinedInOne)]),
    ),
  ].join('\n\n');
}
