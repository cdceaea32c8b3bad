import { GaussianNaiveBayes } from '@selvedge/classical';
import { type LabelledRows, matrix, rowIndices } from '@selvedge/data';
import { gridSearch, learningCurve, validationCurve } from '@selvedge/resample';
import { planLearningCurve } from '@selvedge/resample/plans';
import reference from './resample-weights.reference.json' with { type: 'json' };

const { labels, values } = reference;
const rows: LabelledRows = {
  features: matrix(Float64Array.from(reference.rows), labels.length, 2),
  labels: Uint16Array.from(labels),
  classes: ['a', 'b', 'c'],
};
const part = (list: readonly number[]) => rowIndices(Uint32Array.from(list));
const folds = reference.folds.map(({ train, test }) => ({ train: part(train), test: part(test) }));
const options = { folds, sampleWeight: reference.weights };
const model = new GaussianNaiveBayes();

const close = (list: readonly (readonly number[])[]) =>
  list.map((scores) => scores.map((score) => expect.closeTo(score, 12)));

describe('sampleWeight, beside scikit-learn', () => {
  test('weighs the fits of a search and counts rows of its scores alike', async () => {
    const { trials, bestParams } = await gridSearch(model, rows, { ...options, over: { varSmoothing: values } });
    for (const [at, { folds: found }] of trials.entries()) {
      expect(found.values).toEqual(reference.search.map((fold) => expect.closeTo(fold[at], 12)));
    }
    expect(bestParams).toEqual({ varSmoothing: reference.best });
  });

  test('weighs the fits of a validation curve', async () => {
    const { points } = await validationCurve(model, rows, { ...options, parameter: 'varSmoothing', values });
    expect(points.map(({ train }) => train.values)).toEqual(close(reference.validation.train));
    expect(points.map(({ validation }) => validation.values)).toEqual(close(reference.validation.test));
  });

  test('weighs the fits of a learning curve', async () => {
    const { points } = await learningCurve(model, rows, { ...options, sizes: [1] });
    expect(points.map(({ train }) => train.values)).toEqual(close(reference.learning.train));
    expect(points.map(({ validation }) => validation.values)).toEqual(close(reference.learning.test));
  });
});

test.each(reference.sizes)('of $rows training rows the shares $shares are $found rows', ({ rows: count, ...each }) => {
  const few: LabelledRows = {
    features: matrix(
      Float64Array.from({ length: 2 * count }, (_, row) => row),
      2 * count,
      1,
    ),
    labels: Uint16Array.from({ length: 2 * count }, (_, row) => row % 2),
    classes: ['a', 'b'],
  };
  const all = [...few.labels.keys()];
  const plan = planLearningCurve(few, {
    folds: [{ train: part(all.slice(0, count)), test: part(all.slice(count)) }],
    sizes: each.shares,
  });
  expect(plan.fits.map(({ train }) => train.length)).toEqual(each.found);
});
