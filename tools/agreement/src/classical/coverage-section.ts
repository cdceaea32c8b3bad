import { coverage } from './coverage.js';
import type { Measure } from './measure.js';
import { METRICS, OTHER_METRICS, STRENGTHS, type Strength, share, standardError } from './simulated-metrics.js';
import { table } from './table.js';

/** How often intervals hold the value of the population. */
export function coverageSection({ repetitions }: Measure): string {
  const samples = 2 * repetitions;
  return [
    `How often they hold the value of the population (200,000 rows), three classes. Weak models are right on some 45 % of the rows, strong ones on 98 %; the overconfident ones have the squared odds. Accuracy has Wilson's interval, whose coverage follows from the binomial distribution (of 30 rows it is 95.3 % on average over all shares from .02 to .98, at the least 91.9 %, and below 93 % for one share in 27); the others have \`bootstrapMetric\` with 100 resamples. Log loss and Brier score are decided by rows that are rare in strong models, so their intervals reckon with two wrong rows more than were seen. ${standardError(samples, 0.95)}`,
    coverageTable(METRICS, STRENGTHS, samples),
  ].join('\n\n');
}

/** The same of the metrics that the first table leaves out, of which no one looks at how sure a model is. */
export function otherCoverageSection({ repetitions }: Measure): string {
  const samples = 2 * repetitions;
  return [
    `Of the same populations and by the same \`bootstrapMetric\`, without the overconfident models. ${standardError(samples, 0.95)}`,
    coverageTable(OTHER_METRICS, STRENGTHS.slice(0, 2), samples),
  ].join('\n\n');
}

function coverageTable(metrics: readonly string[], strengths: readonly Strength[], samples: number): string {
  const rows = [30, 200, 5000].flatMap((size) =>
    strengths.map(([name, signal, confidence]) => {
      const measured = coverage({ rows: size, classes: 3, signal, confidence }, metrics, samples);
      return [String(size), name, ...measured.map((each) => share(each.covered, each.repetitions))];
    }),
  );
  return table(['rows', 'models', ...metrics], rows);
}
