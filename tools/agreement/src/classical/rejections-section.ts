import type { Measure } from './measure.js';
import { rejections } from './rejections.js';
import { METRICS, STRENGTHS, share } from './simulated-metrics.js';
import { table } from './table.js';

/** How often tests reject a true null. */
export function rejectionsSection({ repetitions }: Measure): string {
  return [
    'How often `compareModels` names a winner of two models of equal strength whose errors go together. Near an accuracy of 1 few rows tell the models apart and tests of labels reject less often than 5 %: all outcomes that few rows can have are coarse. ROC-AUC of 30 rows and weak models rejects in 5.3 % of 2,000 samples, which 1000 in place of 250 draws. A share of 500 samples has a standard error of 1.0 points.',
    table(['rows', 'models', 'samples', ...METRICS], rows(repetitions)),
  ].join('\n\n');
}

const rows = (repetitions: number): string[][] =>
  [30, 200].flatMap((size) =>
    STRENGTHS.slice(0, 2).map(([name, signal]) => {
      const samples = 2 * repetitions;
      const measured = rejections({ rows: size, classes: 3, signal: signal * 0.7 }, METRICS, samples);
      return [String(size), name, String(samples), ...measured.map((each) => share(each.rejected, each.repetitions))];
    }),
  );
