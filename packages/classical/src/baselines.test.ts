import { type LabelledRows, type Matrix, matrix } from '@selvedge/data';
import { NearestCentroid } from './centroid/nearest-centroid.js';
import { Dummy } from './dummy/dummy.js';
import { GaussianNaiveBayes } from './naive-bayes/gaussian-naive-bayes.js';
import reference from './scikit-learn.reference.json' with { type: 'json' };

const bytes = (values: readonly number[]): Matrix<Uint8Array> =>
  matrix(Uint8Array.from(values), values.length / reference.columns, reference.columns);
const train: LabelledRows = {
  features: bytes(reference.train),
  labels: Uint16Array.from(reference.labels),
  classes: ['a', 'b', 'c'],
};

test('NearestCentroid predicts as scikit-learn does', async () => {
  const model = await new NearestCentroid().fit(train);
  expect([...(await model.predict(bytes(reference.test)))]).toEqual(reference.centroid);
});

test('GaussianNaiveBayes has the probabilities of scikit-learn', async () => {
  const { values } = await (await new GaussianNaiveBayes().fit(train)).predictProba(bytes(reference.test));
  for (const [at, share] of values.entries()) expect(share).toBeCloseTo(reference.bayes[at], 5);
});

test('GaussianNaiveBayes refuses a class without variance where nothing is added to it, and tells constant rows by priors', async () => {
  const rows = (values: number[]): LabelledRows => ({
    features: matrix(Float32Array.from(values), 4, 1),
    labels: Uint16Array.of(0, 1, 1, 1),
    classes: ['a', 'b'],
  });
  await expect(new GaussianNaiveBayes({ varSmoothing: 0 }).fit(rows([5, 1, 2, 3]))).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringContaining("column 0 does not vary within class 'a'"),
  });
  const constant = await new GaussianNaiveBayes().fit(rows([7, 7, 7, 7]));
  const { values } = await constant.predictProba(matrix(Float32Array.of(7, -50), 2, 1));
  expect([...values]).toEqual([0.25, 0.75, 0.25, 0.75]);
});

test('Dummy predicts the most frequent class, the lowest on a tie, or the shares', async () => {
  const rows = (labels: number[]): LabelledRows => ({
    ...train,
    features: matrix(new Uint8Array(4), 4, 1),
    labels: Uint16Array.from(labels),
  });
  const one = matrix(Uint8Array.of(3), 1, 1);
  expect([...(await (await new Dummy().fit(rows([0, 2, 1, 2]))).predict(one))]).toEqual([2]);
  expect([...(await (await new Dummy().fit(rows([2, 1, 1, 2]))).predict(one))]).toEqual([1]);
  const prior = await new Dummy({ strategy: 'prior' }).fit(rows([0, 2, 1, 2]));
  expect([...(await prior.predictProba(one)).values]).toEqual([0.25, 0.25, 0.5]);
});
