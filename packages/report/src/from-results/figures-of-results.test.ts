import { createRng, matrix } from '@selvedge/data';
import {
  calibrationCurve,
  classificationReport,
  compareModels,
  confusionMatrix,
  friedman,
  reportedAgainstOurs,
  rocCurves,
} from '@selvedge/evaluate';
import type { Figure } from '../figures/figure.js';
import { figureSvg } from '../rendering/figure-svg.js';
import {
  calibrationFigure,
  classErrorsFigure,
  confusionFigure,
  criticalDifferenceFigure,
  modelBarsFigure,
  reportedFigure,
  rocFigure,
  scoreTableFigure,
} from './figures-of-results.js';

const CLASSES = ['shirt', 'coat', 'bag'];
const rng = createRng(5);
const truth = Uint16Array.from({ length: 300 }, () => rng.int(3));
const predicted = truth.map((label) => (rng.uniform() < 0.8 ? label : rng.int(3)));
const probabilities = matrix(
  Float32Array.from({ length: 900 }, (_, at) => (predicted[Math.floor(at / 3)] === at % 3 ? 0.7 : 0.15)),
  300,
  3,
);
const text = { title: 'Here' };
const counts = confusionMatrix(truth, predicted, CLASSES);

test('rows stay true classes on the way into the figure', () => {
  const figure = confusionFigure(counts, text);
  const missed = [...truth].filter((label, row) => label === 0 && predicted[row] === 1).length;
  expect(figure.counts[0][1]).toBe(missed);
  expect(figure.subtitle).toContain('rows: true class');
});

test('every result can be drawn', async () => {
  const other = { name: 'other', truth, predicted: truth.map(() => 0), classes: CLASSES };
  const accuracy = classificationReport(truth, predicted, CLASSES).accuracy;
  const reported = { source: 'a report', metric: 'accuracy', value: 0.8, rows: 300, split: 'test' as const };
  const figures: Figure[] = [
    confusionFigure(counts, text),
    classErrorsFigure(counts, 'claimed', text),
    scoreTableFigure(classificationReport(truth, predicted, CLASSES), text),
    modelBarsFigure(compareModels([{ name: 'ours', truth, predicted, classes: CLASSES }, other], { seed: 1 }), text),
    calibrationFigure([{ name: 'ours', curve: calibrationCurve(truth, probabilities) }], text),
    criticalDifferenceFigure(friedman({ a: [0.9, 0.8, 0.7], b: [0.6, 0.5, 0.4], c: [0.8, 0.9, 0.5] }), text),
    rocFigure(rocCurves(truth, probabilities, CLASSES), text),
    reportedFigure([reportedAgainstOurs('row', reported, { ...accuracy, rows: 300, split: 'test' })], text),
  ];
  for (const figure of figures) expect(await figureSvg(figure)).not.toMatch(/NaN|undefined/);
});
