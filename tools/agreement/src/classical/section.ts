import { coverage } from './coverage.js';
import { metricAgreement } from './metric-cases.js';
import { modelsSection } from './models/section.js';
import { rejections } from './rejections.js';
import { splitEvenness } from './splits.js';
import { table } from './table.js';

const METRICS = [
  'accuracy',
  'balanced-accuracy',
  'macro-f1',
  'matthews',
  'log-loss',
  'brier',
  'roc-auc',
  'average-precision',
];
const OF_LABELS = ['accuracy', 'balanced-accuracy', 'macro-f1', 'matthews'];

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

/** What was measured of metrics, intervals, tests and splits, as Markdown. */
export async function classicalSection(python: string, repetitions: number, cases: number): Promise<string> {
  const { version, rows } = metricAgreement(python, cases);
  return [
    `## Metrics\n\n${cases} random cases of 1 to 40 rows and 2 to 6 classes, with ties, empty and single classes, beside scikit-learn ${version}. Averages run over all classes (\`labels=range(classes)\`); a class without rows has no ROC curve and no average precision, and is left out of the mean.`,
    table(
      ['metric', 'largest difference', 'undefined in one of the two'],
      rows.map(({ metric, largest, undefinedInOne }) => [metric, largest.toExponential(1), String(undefinedInOne)]),
    ),
    ...(await modelsSection(python, cases)),
    `## Intervals of 95 %\n\nHow often they hold the value of the population (200,000 rows), three classes. Weak models are right on some 45 % of the rows, strong ones on 98 %. Accuracy has Wilson's interval, the others \`bootstrapMetric\` with 200 resamples. Log loss of strong models is the exception: the rare row that costs most is in few samples, and no interval made of the sample sees it. Of 80 samples a share has a standard error of 2.4 points: more repetitions are the command's second argument.`,
    table(['rows', 'models', 'samples', ...METRICS], coverageRows(repetitions)),
    `## Tests at 5 %\n\nHow often \`compareModels\` names a winner of two models of equal strength whose errors go together. Near an accuracy of 1 few rows tell the models apart and tests of labels reject less often than 5 %: all outcomes that few rows can have are coarse.`,
    table(['rows', 'models', 'samples', ...METRICS], rejectionRows(repetitions)),
    `## Splits\n\nHow often 1,000 seeds leave each row out, of ten classes of 5 rows and one of 13: chi-squared, whose expectation is the degrees of freedom. A stratified draw varies less than a free one.`,
    table(
      ['split', 'seeds', 'chi-squared', 'degrees of freedom'],
      [true, false].map((stratify) => {
        const { kind, seeds, chiSquared, degreesOfFreedom } = splitEvenness(stratify, 1000);
        return [kind, String(seeds), chiSquared.toFixed(1), String(degreesOfFreedom)];
      }),
    ),
    '',
  ].join('\n\n');
}

const STRENGTHS = [
  ['weak', 0.4],
  ['strong', 3.2],
] as const;

function coverageRows(repetitions: number): string[][] {
  return [30, 200, 5000].flatMap((rows) =>
    STRENGTHS.map(([name, signal]) => {
      const samples = rows > 1000 ? Math.ceil(repetitions / 2) : 2 * repetitions;
      const measured = coverage({ rows, classes: 3, signal }, rows > 1000 ? OF_LABELS : METRICS, samples);
      const shares = METRICS.map((metric) => {
        const found = measured.find((each) => each.metric === metric);
        return found ? share(found.covered, found.repetitions) : '';
      });
      return [String(rows), name, String(samples), ...shares];
    }),
  );
}

function rejectionRows(repetitions: number): string[][] {
  return [30, 200].flatMap((rows) =>
    STRENGTHS.map(([name, signal]) => {
      const samples = rows === 30 ? 2 * repetitions : repetitions;
      const measured = rejections({ rows, classes: 3, signal: signal * 0.7 }, METRICS, samples);
      return [String(rows), name, String(samples), ...measured.map((each) => share(each.rejected, each.repetitions))];
    }),
  );
}
