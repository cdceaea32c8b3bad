import { type LabelledRows, matrix } from '@selvedge/data';
import { Knn } from './knn/knn.js';
import { LogisticRegression } from './logistic/logistic-regression.js';
import reference from './scikit-learn.reference.json' with { type: 'json' };

const features = (values: readonly number[]): LabelledRows['features'] =>
  matrix(
    Float32Array.from(values, (value) => value / 255),
    values.length / reference.columns,
    reference.columns,
  );
const train: LabelledRows = {
  features: features(reference.train),
  labels: Uint16Array.from(reference.labels),
  classes: ['a', 'b', 'c'],
};
const test_ = { features: features(reference.test), labels: Uint16Array.from(reference.truth), classes: train.classes };

test('knn finds the same neighbours with either engine', async () => {
  const fast = await (await new Knn({ k: 7 }).fit(train)).kneighbors(test_.features);
  const ml = await (await new Knn({ k: 7, engine: 'mljs' }).fit(train)).kneighbors(test_.features);
  for (const [at, distance] of ml.distances.entries()) expect(distance).toBeCloseTo(fast.distances[at], 6);
  expect([...ml.rows]).toEqual([...fast.rows]);
});

test('logistic regression is at least as accurate with our own engine', async () => {
  const fast = await (await new LogisticRegression().fit(train)).score(test_);
  const ml = await (await new LogisticRegression({ engine: 'mljs', maxIter: 3000 }).fit(train)).score(test_);
  expect(ml).toBeGreaterThan(0.6);
  expect(fast).toBeGreaterThanOrEqual(ml);
});

test.each([
  () => new Knn({ engine: 'mljs', metric: 'manhattan' }),
  () => new LogisticRegression({ engine: 'mljs', solver: 'sag' }),
  () => new LogisticRegression({ engine: 'mljs', classWeight: 'balanced' }),
])('what ml.js cannot do is refused when the model is made', (make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
});
