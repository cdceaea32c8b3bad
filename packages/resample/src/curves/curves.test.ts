import { clouds, Means } from '../../test/means.js';
import { compareClassifiers } from '../cross-validation/compare-classifiers.js';
import { nestedCrossValidate } from '../cross-validation/nested-cross-validate.js';
import { planLearningCurve } from '../plans/plan-learning-curve.js';
import { learningCurve } from './learning-curve.js';
import { validationCurve } from './validation-curve.js';

describe('curves and nested folds', () => {
  test('learning curve: training and validation scores meet as rows grow', async () => {
    const curve = await learningCurve(new Means(), clouds(400, 0.9), { sizes: [6, 0.5, 1] });
    expect(curve.points.map(({ trainRows }) => trainRows)).toEqual([6, 160, 320]);
    const gap = curve.points.map(({ train, validation }) => train.mean - validation.mean);
    expect(gap[0]).toBeGreaterThan(gap[2]);
    await expect(learningCurve(new Means(), clouds(30), { sizes: [0] })).rejects.toThrow(/size 0/);
    await expect(learningCurve(new Means(), clouds(30), { sizes: [25] })).rejects.toThrow(/24 training rows/);
  });

  test('learning curve: small sets are parts of large ones', () => {
    const { fits, folds } = planLearningCurve(clouds(300), { sizes: [10, 0.5], folds: 3, seed: 4 });
    expect(fits.map(({ id, train }) => [id, train.length])).toEqual([
      ['rows-10/fold-1', 10],
      ['rows-10/fold-2', 10],
      ['rows-10/fold-3', 10],
      ['rows-100/fold-1', 100],
      ['rows-100/fold-2', 100],
      ['rows-100/fold-3', 100],
    ]);
    fits.slice(0, 3).forEach(({ train, test }, fold) => {
      expect([...train].every((row) => fits[fold + 3].train.includes(row))).toBe(true);
      expect(test).toEqual(folds[fold].test);
    });
  });

  test('validation curve: finds the value, and says which others are as good', async () => {
    const options = { parameter: 'shrink', values: [0, 0.01, 0.9, 3] };
    const curve = await validationCurve(new Means(), clouds(600), options);
    expect(curve.points.map(({ value }) => value)).toEqual([0, 0.01, 0.9, 3]);
    expect([0, 0.01]).toContain(curve.choice.best);
    expect(curve.choice.withinOneStandardError).toBe(0);
    expect(curve.choice.notDistinguishable).not.toContain(3);
    expect(JSON.parse(JSON.stringify(curve))).toEqual(curve);
    await expect(validationCurve(new Means(), clouds(30), { ...options, values: [] })).rejects.toThrow(
      /no values of 'shrink'/,
    );
  });

  test('nested: chooses inside, scores outside', async () => {
    const trials = [0, 3].map((shrink) => ({ name: `shrink ${shrink}`, classifier: new Means({ shrink }) }));
    const result = await nestedCrossValidate(trials, clouds(200));
    expect(result.timesChosen).toEqual({ 'shrink 0': 5, 'shrink 3': 0 });
    expect(result.mean).toBeGreaterThan(0.5);
    expect(result.folds[0].inner['shrink 0']).toBeGreaterThan(result.folds[0].inner['shrink 3']);
    await expect(nestedCrossValidate([], clouds(30))).rejects.toThrow(/at least one/);
  });

  test('compareClassifiers: refuses classifiers without names, and a list, with the line to write', async () => {
    const line = "Write compareClassifiers({ name: 'knn', classifier: new Knn() }";
    const call = compareClassifiers as (...given: unknown[]) => Promise<unknown>;
    await expect(call([], clouds(30))).rejects.toThrow(line);
    await expect(call({ fit() {} }, { fit() {} }, clouds(30))).rejects.toThrow(line);
  });

  test('compareClassifiers: says which learns better, by either test', async () => {
    const first = { name: 'means', classifier: new Means() };
    const second = { name: 'inverted', classifier: new Means({ shrink: 3 }) };
    for (const test of ['corrected-resampled-t', '5x2cv-f'] as const) {
      const result = await compareClassifiers(first, second, clouds(300), { test });
      expect(result).toMatchObject({ test, winner: 'first' });
      expect(result.sentence).toMatch(/^means beats inverted by/);
    }
    const same = await compareClassifiers(first, { ...first, name: 'twin' }, clouds(300));
    expect(same).toMatchObject({ winner: 'tie', pValue: 1 });
  });
});
