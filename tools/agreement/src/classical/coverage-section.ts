import { coverage } from './coverage.js';
import type { Measure } from './measure.js';
import { METRICS, OTHER_METRICS, STRENGTHS, share } from './simulated-metrics.js';
import { table } from './table.js';

/** How often intervals hold the value of the population. */
export function coverageSection({ repetitions }: Measure): string {
  return [
    "How often they hold the value of the population (200,000 rows), three classes. Weak models are right on some 45 % of the rows, strong ones on 98 %; the overconfident ones have the squared odds. Accuracy has Wilson's interval, whose coverage follows from the binomial distribution (of 30 rows it is 95.3 % on average over all shares from .02 to .98, at the least 91.9 %, and below 93 % for one share in 27); the others have `bootstrapMetric` with 100 resamples. Log loss and Brier score are decided by rows that are rare in strong models, so their intervals reckon with two wrong rows more than were seen. A share of 500 samples has a standard error of 1.0 points, of 50 samples 3.1 points. Of 1,000 samples of 5,000 rows, which `coverage` draws in two minutes (standard error 0.7 points), the intervals of strong models hold it in 95.9 % for the Brier score and for log loss, those of overconfident ones in 95.5 % and 95.3 %. Of 500 samples of 5,000 rows those of weak models hold it in 94.8 % (Brier score) to 99.0 % (Matthews, Cohen's kappa): log loss 95.8 %, macro-precision 96.4 %, the others that compare labels 96.6 %.",
    table(['rows', 'models', 'samples', ...METRICS], rows(repetitions)),
  ].join('\n\n');
}

const rows = (repetitions: number): string[][] =>
  [30, 200, 5000].flatMap((size) =>
    STRENGTHS.map(([name, signal, confidence]) => {
      const samples = size > 1000 ? Math.ceil(repetitions / 5) : 2 * repetitions;
      const measured = coverage({ rows: size, classes: 3, signal, confidence }, METRICS, samples);
      return [String(size), name, String(samples), ...measured.map((each) => share(each.covered, each.repetitions))];
    }),
  );

/** The same of the metrics that the first table leaves out, of which no one looks at how sure a model is. */
export function otherCoverageSection({ repetitions }: Measure): string {
  const rows = [30, 200, 5000].flatMap((size) =>
    STRENGTHS.slice(0, 2).map(([name, signal]) => {
      const samples = size > 1000 ? Math.ceil(repetitions / 2) : 2 * repetitions;
      const measured = coverage({ rows: size, classes: 3, signal }, OTHER_METRICS, samples);
      return [String(size), name, String(samples), ...measured.map((each) => share(each.covered, each.repetitions))];
    }),
  );
  return [
    'Of the same populations and by the same `bootstrapMetric`, without the overconfident models. A share of 200 samples has a standard error of 1.5 points, of 50 samples 3.1 points.',
    table(['rows', 'models', 'samples', ...OTHER_METRICS], rows),
  ].join('\n\n');
}
