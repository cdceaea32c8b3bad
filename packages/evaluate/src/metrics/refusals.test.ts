import { matrix } from '@selvedge/data';
import { reportedAgainstOurs } from '../audit/reported-against-ours.js';
import { compareFoldScores } from '../comparison/compare-fold-scores.js';
import { friedman } from '../comparison/friedman.js';
import { mcnemar } from '../comparison/mcnemar.js';
import { calibrationCurve } from '../uncertainty/calibration.js';
import { summarizeFolds } from '../uncertainty/summarize-folds.js';
import { applyTemperature } from '../uncertainty/temperature.js';
import { brierScore } from './brier-score.js';
import { classificationReport } from './classification-report.js';
import { confusionMatrix, normalizeConfusion } from './confusion-matrix.js';
import { f1Score } from './precision-recall-f1.js';

const truth = Uint16Array.of(0, 1, 1);
const halves = matrix(new Float64Array(6).fill(0.5), 3, 2);

test('normalizeConfusion names what it can divide by', () => {
  const counts = confusionMatrix(truth, truth, ['a', 'b']);
  expect(() => normalizeConfusion(counts, 'pred' as 'predicted')).toThrow(/need 'true', 'predicted'/);
});

test('calibrationCurve refuses an unknown strategy', () => {
  expect(() => calibrationCurve(truth, halves, { strategy: 'equal' as 'uniform' })).toThrow(/strategy: got .equal/);
});

test('applyTemperature keeps float64 probabilities below the smallest float32', () => {
  const tiny = matrix(Float64Array.of(1, 1e-200), 1, 2);
  const { values } = applyTemperature(tiny, 2);
  expect(values[1] / 1e-100).toBeCloseTo(1, 8);
});

describe('values that an option does not have are refused, where they counted as one of those that it has', () => {
  const [first, second] = [
    { name: 'a', scores: [1, 2, 3] },
    { name: 'b', scores: [1, 2, 4] },
  ];
  const figure = { value: 0.5, source: 's', split: 'test', rows: null } as never;
  const calls: Readonly<Record<string, readonly [call: (value: never) => unknown, value: unknown]>> = {
    'friedman better': [(better) => friedman({ a: [1, 2], b: [2, 3] }, { better }), 'max'],
    'mcnemar variant': [(variant) => mcnemar(truth, truth, truth, { variant }), 'Exact'],
    'compareFoldScores test': [(test) => compareFoldScores(first, second, { test, testToTrain: 0.5 }), '5x2cv'],
    'reportedAgainstOurs better': [(better) => reportedAgainstOurs('f', figure, figure, { better }), 'min'],
    'brierScore scaleByHalf': [(scaleByHalf) => brierScore(truth, halves, { scaleByHalf }), 'auto'],
    'f1Score zeroDivision': [(zeroDivision) => f1Score(truth, truth, { zeroDivision }), 'warn'],
    'classificationReport zeroDivision': [
      (zeroDivision) => classificationReport(truth, truth, undefined, { zeroDivision }),
      Number.NaN,
    ],
    'classificationReport averageOver': [
      (averageOver) => classificationReport(truth, truth, undefined, { averageOver }),
      'all',
    ],
  };
  test.each(Object.entries(calls))('%s', (name, [call, value]) => {
    const option = name.split(' ')[1];
    expect(() => call(value as never)).toThrow(new RegExp(`${option} is .*; write ${option}: .* or ${option}: `));
  });
});

test('scores of folds that do not go together are refused', () => {
  const options = { testToTrain: 0.5 };
  const scores = (...values: number[]) => ({ name: 'a', scores: values });
  expect(() => compareFoldScores(scores(1, 2), scores(1, 2, 3), options)).toThrow(/has 2 scores and 'a' has 3/);
  const eleven = scores(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  expect(() => compareFoldScores(eleven, eleven, { ...options, test: '5x2cv-f' })).toThrow(/five pairs/);
  expect(() => summarizeFolds([0.5, 0.6], Number.NaN)).toThrow(/testToTrain NaN; need/);
  expect(() => summarizeFolds([0.5, Number.NaN], 0.5)).toThrow(/got 2 scores \(0.5, NaN\)/);
  expect(() => summarizeFolds([], 0.5)).toThrow(/need finite scores of at least one fold/);
});
