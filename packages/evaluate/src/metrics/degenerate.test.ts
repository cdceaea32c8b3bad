import { type Matrix, matrix } from '@selvedge/data';
import type { MetricName } from '../specs.generated.js';
import { accuracy } from './accuracy.js';
import { classificationReport } from './classification-report.js';
import { confusionMatrix, mostConfused, normalizeConfusion } from './confusion-matrix.js';
import { evaluatePredictions } from './evaluate-predictions.js';
import { logLoss } from './log-loss.js';
import { selectPredictions } from './metric.js';
import { metric, metrics } from './metrics.js';
import { rocAuc, rocCurves } from './roc.js';
import { topKAccuracy } from './top-k-accuracy.js';

const classes = ['top', 'shoe', 'bag'];
const labels = (...values: number[]): Uint16Array => Uint16Array.from(values);
const certain = (predicted: Uint16Array, columns = 3): Matrix<Float64Array> =>
  matrix(
    Float64Array.from({ length: predicted.length * columns }, (_, at) =>
      predicted[Math.floor(at / columns)] === at % columns ? 1 : 0,
    ),
    predicted.length,
    columns,
  );
const evaluate = (truth: Uint16Array, predicted: Uint16Array) =>
  evaluatePredictions({ truth, predicted, classes, probabilities: certain(predicted) });

/** Everything that a result holds must survive JSON: no NaN, no Infinity. */
const expectJson = (value: unknown): void => {
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
};

describe('evaluatePredictions on degenerate input', () => {
  test('perfect predictions score 1 everywhere', () => {
    const result = evaluate(labels(0, 1, 2, 2), labels(0, 1, 2, 2));
    expect(result).toMatchObject({ balancedAccuracy: 1, cohenKappa: 1, matthews: 1, mostConfused: [] });
    expect(result.report).toMatchObject({ accuracy: { value: 1, count: 4, total: 4 }, macro: { f1: 1 } });
    expect(result.probabilistic).toMatchObject({ brier: 0, rocAuc: { macro: 1 }, averagePrecision: { macro: 1 } });
    expect(result.probabilistic?.logLoss).toBeLessThan(1e-12);
    expectJson(result);
  });

  test('all wrong scores 0, and a certain mistake costs a finite loss', () => {
    const result = evaluate(labels(0, 1, 2), labels(1, 2, 0));
    expect(result.report.accuracy).toMatchObject({ value: 0, interval: { low: 0 } });
    expect(result.probabilistic?.logLoss).toBeCloseTo(-Math.log(2 ** -52), 6);
    expect(result.probabilistic?.brier).toBe(2);
    expectJson(result);
  });

  test('one class only: kappa and areas are undefined and named so, the rest is defined', () => {
    const result = evaluate(labels(1, 1), labels(1, 1));
    expect(result).toMatchObject({ cohenKappa: null, matthews: 0, balancedAccuracy: 1 });
    expect(result.probabilistic?.rocAuc).toMatchObject({ macro: null, undefinedClasses: classes });
    expect(result.probabilistic?.averagePrecision).toMatchObject({ macro: 1, undefinedClasses: ['top', 'bag'] });
    expectJson(result);
  });

  // f1_score(truth, predicted, average='macro') of scikit-learn 1.9: 1; with labels=[0, 1, 2]: 2 / 3
  test('a class that occurs nowhere is not part of an average, unless that is asked for', () => {
    const truth = labels(0, 1, 1);
    expect(evaluate(truth, truth).report.macro).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(metric('macro-f1').of({ truth, predicted: truth, classes })).toBe(1);
    const declared = classificationReport(truth, truth, classes, { averageOver: 'declared' });
    expect(declared.macro.f1).toBeCloseTo(2 / 3, 12);
  });

  test('a class without rows or never predicted has figures of zeroDivision, and they are named', () => {
    const { perClass } = classificationReport(labels(0, 0, 1), labels(0, 0, 0), classes);
    expect(perClass.map((scores) => scores.undefined)).toEqual([[], ['precision'], ['precision', 'recall', 'f1']]);
    expect(perClass[2]).toMatchObject({ precision: 0, recall: 0, f1: 0, support: 0, predicted: 0 });
    const generous = classificationReport(labels(0, 0, 1), labels(0, 0, 0), classes, { zeroDivision: 1 });
    expect(generous.perClass[2]).toMatchObject({ precision: 1, recall: 1, f1: 1 });
  });

  test('one row is enough', () => {
    expectJson(evaluate(labels(2), labels(2)));
  });

  test('NaN probabilities are refused with their place and the usual reason', () => {
    const probabilities = matrix(Float32Array.of(0.5, 0.5, 0, Number.NaN, 0, 0), 2, 3);
    expect(() => evaluatePredictions({ truth: labels(0, 1), predicted: labels(0, 0), classes, probabilities })).toThrow(
      /got NaN for row 1, class 0.*diverged/,
    );
    for (const { name } of metrics.definitions.filter((each) => each.needsProbabilities)) {
      expect(() => metric(name).of({ truth: labels(0, 1), predicted: labels(0, 0), classes, probabilities })).toThrow(
        expect.objectContaining({ code: 'invalid-argument' }),
      );
    }
  });

  test('logits are refused with the advice to apply softmax; so are rows that do not sum to 1', () => {
    expect(() => logLoss(labels(0), matrix(Float32Array.of(3, -1, 0.5), 1, 3))).toThrow(/probabilities in \[0, 1\]/);
    expect(() => logLoss(labels(0), matrix(Float32Array.of(0.3, 0.3, 0.3), 1, 3))).toThrow(/softmax/);
  });
});

describe('metrics refuse', () => {
  test.each([
    ['no rows', labels(), labels(), 'invalid-argument'],
    ['different lengths', labels(0, 1), labels(0), 'shape-mismatch'],
    ['a true label outside the classes', labels(3), labels(0), 'invalid-argument'],
    ['a predicted label outside the classes', labels(0), labels(7), 'invalid-argument'],
  ])('%s', (_, truth, predicted, code) => {
    expect(() => confusionMatrix(truth, predicted, classes)).toThrow(expect.objectContaining({ code }));
  });

  test('accuracy of no rows, and probabilities of other rows or classes', () => {
    expect(() => accuracy(labels(), labels())).toThrow(/no rows/);
    expect(() => logLoss(labels(0), certain(labels(0, 1)))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    const probabilities = certain(labels(0), 4);
    expect(() => evaluatePredictions({ truth: labels(0), predicted: labels(0), classes, probabilities })).toThrow(
      /4 columns of probabilities for 3 classes/,
    );
  });

  test('a metric of probabilities without any, an unknown name, a bad k', () => {
    expect(() => metric('brier').of({ truth: labels(0), predicted: labels(0), classes })).toThrow(/predictProba/);
    expect(() => metric('acuracy' as MetricName)).toThrow(/did you mean 'accuracy'/);
    expect(() => metric('toString' as MetricName)).toThrow(/unknown name 'toString'/);
    for (const k of [0, 4, 1.5]) expect(() => topKAccuracy(labels(0), certain(labels(0)), k)).toThrow(/k = /);
  });
});

describe('confusionMatrix(truth, predicted, classes)', () => {
  const truth = labels(0, 0, 0, 1, 1, 2);
  const predicted = labels(0, 1, 1, 1, 0, 2);

  test('has true classes in rows and predicted ones in columns', () => {
    expect(confusionMatrix(truth, predicted, classes)).toEqual({
      rows: 'true',
      columns: 'predicted',
      classes,
      counts: [
        [1, 2, 0],
        [1, 1, 0],
        [0, 0, 1],
      ],
      total: 6,
    });
  });

  test('normalises either way, empty rows and columns to 0', () => {
    const matrixOfThree = confusionMatrix(labels(0, 0), labels(0, 1), classes);
    expect(normalizeConfusion(matrixOfThree, 'true').shares).toEqual([
      [0.5, 0.5, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(normalizeConfusion(matrixOfThree, 'predicted').shares).toEqual([
      [1, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test('names the pairs that are confused most, true class first', () => {
    expect(mostConfused(confusionMatrix(truth, predicted, classes))).toEqual([
      { trueClass: 'top', predictedClass: 'shoe', count: 2, shareOfTrue: 2 / 3 },
      { trueClass: 'shoe', predictedClass: 'top', count: 1, shareOfTrue: 0.5 },
    ]);
    expect(mostConfused(confusionMatrix(truth, predicted, classes), 1)).toHaveLength(1);
  });
});

describe('probabilities with ties', () => {
  const even = matrix(Float64Array.of(0.5, 0.5, 0, 0.5, 0.5, 0), 2, 3);

  test('top-k ranks the lower class first, as predict does', () => {
    expect(topKAccuracy(labels(0, 1), even, 1).count).toBe(1);
    expect(topKAccuracy(labels(0, 1), even, 2).count).toBe(2);
  });

  test('a ROC curve takes tied scores in one diagonal step: half the area', () => {
    expect(rocAuc(labels(0, 1), even, classes).perClass[0].value).toBe(0.5);
    expect(rocCurves(labels(0, 1), even, classes)[0].points).toHaveLength(2);
  });
});

test('selectPredictions picks rows, repeats included, with their probabilities', () => {
  const source = {
    truth: labels(0, 1, 2),
    predicted: labels(0, 2, 2),
    classes,
    probabilities: certain(labels(0, 2, 2)),
  };
  const picked = selectPredictions(source, [2, 1, 1]);
  expect([...picked.truth]).toEqual([2, 1, 1]);
  expect([...(picked.probabilities?.values ?? [])]).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
});
