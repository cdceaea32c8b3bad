import { coverage } from './coverage.js';
import type { Measure } from './measure.js';
import { METRICS, STRENGTHS, share } from './simulated-metrics.js';
import { table } from './table.js';

/** How often intervals hold the value of the population. */
export function coverageSection({ repetitions }: Measure): string {
  return [
    "How often they hold the value of the population (200,000 rows), three classes. Weak models are right on some 45 % of the rows, strong ones on 98 %; the overconfident ones have the squared odds. Accuracy has Wilson's interval, the others `bootstrapMetric` with 200 resamples. The rows that cost most log loss are in few samples of strong models, so its interval reaches as far as the model's own probabilities foresee: that covers where they are about right, and not where a model is overconfident. A share of 200 samples has a standard error of 1.5 points.",
    table(['rows', 'models', 'samples', ...METRICS], rows(repetitions)),
  ].join('\n\n');
}

const rows = (repetitions: number): string[][] =>
  [30, 200, 5000].flatMap((size) =>
    STRENGTHS.map(([name, signal, confidence]) => {
      const samples = size > 1000 ? Math.ceil(repetitions / 2) : 2 * repetitions;
      const measured = coverage({ rows: size, classes: 3, signal, confidence }, METRICS, samples);
      return [String(size), name, String(samples), ...measured.map((each) => share(each.covered, each.repetitions))];
    }),
  );
