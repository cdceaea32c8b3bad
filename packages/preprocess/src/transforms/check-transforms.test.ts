import { type Classifier, type FittedClassifier, matrix, type Transform } from '@selvedge/data';
import { createTransform } from './transforms.js';
import { withTransforms } from './with-transforms.js';

const classifier = { kind: 'knn', fit: () => {} } as unknown as Classifier;
const features = matrix(Float32Array.of(0, 1, 2, 3), 2, 2);

describe('withTransforms(transforms, classifier)', () => {
  test.each([
    [
      'specifications',
      [{ kind: 'pca' }],
      classifier,
      'transforms[0] is {"kind":"pca"}; write createTransform({"kind":"pca"})',
    ],
    ['words', ['pca'], classifier, 'write createTransform({ kind: "pca" })'],
    ['the classifier first', classifier, [], 'got the knn alone; need a list of transforms. Write withTransforms(['],
    ['a specification behind', [], { kind: 'knn' }, 'write createClassifier({"kind":"knn"})'],
    ['a fitted model behind', [], { kind: 'knn', predict: () => {} }, 'got a fitted model as the classifier'],
  ])('refuses %s with the line to write', (_, transforms, behind, message) => {
    expect(() => withTransforms(transforms as unknown as Transform[], behind as Classifier)).toThrow(message);
  });

  test('finds columns by names that stand beside the features', async () => {
    let seen: readonly string[] | undefined;
    const spy: Classifier = {
      ...classifier,
      fit: async (rows) => {
        seen = rows.features.names;
        return { kind: 'knn', params: {}, classes: rows.classes } as FittedClassifier;
      },
    };
    const rows = { features, columns: ['age', 'town'], labels: Uint16Array.of(0, 1), classes: ['a', 'b'] };
    await withTransforms([createTransform({ kind: 'select', columns: ['town'] })], spy).fit(rows);
    expect(seen).toEqual(['town']);
  });
});

describe('every transform', () => {
  test.each([
    [{ random_state: 1 }, 'write seed: 0'],
    [{ nJobs: 2 }, 'write threads: 4'],
    [{ seed: Number.NaN }, 'seed is NaN; need a finite number'],
    [5, 'got 5; need an object with the fields'],
  ])('refuses %j as the options of fit', async (options, message) => {
    const fit = createTransform({ kind: 'standardize' }).fit({ features, shape: [2] }, options as object);
    await expect(fit).rejects.toThrow(message);
  });

  test('takes rows without a shape', async () => {
    const fitted = await createTransform({ kind: 'standardize' }).fit({ features } as never);
    expect(fitted.apply({ features } as never).shape).toEqual([2]);
  });
});
