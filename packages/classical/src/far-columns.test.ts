import { decodeSafetensors, encodeSafetensors, matrix } from '@selvedge/data';
import reference from './far-columns.reference.json' with { type: 'json' };
import { classifiers, GaussianNaiveBayes, Knn, LinearDiscriminantAnalysis, LogisticRegression } from './index.js';

const rows = reference.train.length;
const features = matrix(Float64Array.from(reference.train.flat()), rows, 3);
const train = { features, labels: Uint16Array.from(reference.labels), classes: ['a', 'b'] };

/** By the sine of the angle, which is exact where the cosine is 1 but for rounding. */
function oneMinusCosine([a, b]: readonly number[], [c, d]: readonly number[]): number {
  const cross = Number(BigInt(a) * BigInt(d) - BigInt(b) * BigInt(c));
  return 2 * Math.sin(Math.asin(cross / (Math.hypot(a, b) * Math.hypot(c, d))) / 2) ** 2;
}

describe('columns far from zero, as scikit-learn in float64', () => {
  test.each(['euclidean', 'manhattan'] as const)('have their nearest rows by %s distance', async (metric) => {
    const fitted = await new Knn({ k: 3, metric }).fit(train);
    const { rows: found, distances } = await fitted.kneighbors(features);
    expect([...found]).toEqual(reference[metric].rows.flat());
    for (const [at, distance] of reference[metric].distances.flat().entries())
      expect(Math.abs(distances[at] - distance)).toBeLessThan(1e-6 * Math.max(1, distance));
    const loaded = classifiers.load(decodeSafetensors(encodeSafetensors(fitted.save()), 'knn'));
    expect(await loaded.predictProba(features)).toEqual(await fitted.predictProba(features));
  });

  test('tells seconds since 1970 apart', async () => {
    const seconds = matrix(Float64Array.of(1700000000, 1700000060), 2, 1);
    const fitted = await new Knn({ k: 2 }).fit({
      features: seconds,
      labels: Uint16Array.of(0, 1),
      classes: ['a', 'b'],
    });
    expect([...(await fitted.kneighbors(seconds)).distances]).toEqual([0, 60, 0, 60]);
  });

  test.each([Float64Array, Float32Array, Uint8Array])(
    'tell directions apart that differ little, of %p',
    async (type) => {
      const offset = { [Float64Array.name]: 1.7e9, [Float32Array.name]: 2 ** 20, [Uint8Array.name]: 250 }[type.name];
      const pairs = Array.from({ length: 30 }, (_, row) => [offset + ((row * 7) % 5), offset + ((row * 3) % 6)]);
      const directions = matrix(type.from(pairs.flat()), pairs.length, 2);
      const alternate = Uint16Array.from({ length: pairs.length }, (_, row) => row % 2);
      const rowsOf = { features: directions, labels: alternate, classes: ['a', 'b'] };
      const fitted = await new Knn({ k: 30, metric: 'cosine' }).fit(rowsOf);
      const { rows: found, distances } = await fitted.kneighbors(directions);
      for (let query = 0; query < pairs.length; query++) {
        const all = pairs.map((pair) => oneMinusCosine(pairs[query], pair));
        const sorted = all.slice().sort((a, b) => a - b);
        for (let at = 0; at < 30; at++) {
          expect(Math.abs(distances[query * 30 + at] - sorted[at])).toBeLessThan(1e-5 * Math.max(...sorted));
          expect(Math.abs(all[found[query * 30 + at]] - sorted[at])).toBeLessThan(1e-5 * Math.max(...sorted));
        }
      }
      const loaded = classifiers.load(decodeSafetensors(encodeSafetensors(fitted.save()), 'knn'));
      expect(await loaded.predictProba(directions)).toEqual(await fitted.predictProba(directions));
      const zeros = await fitted.kneighbors(matrix(type.from([0, 0]), 1, 2), 3);
      expect([[...zeros.rows], [...zeros.distances]]).toEqual([
        [0, 1, 2],
        [1, 1, 1],
      ]);
    },
  );

  test.each([1e200, 1e-200])('have cosines of numbers around %d', async (size) => {
    const huge = matrix(Float64Array.of(size, 0, size, size, 0, size), 3, 2);
    const fitted = await new Knn({ k: 3, metric: 'cosine' }).fit({
      features: huge,
      labels: Uint16Array.of(0, 1, 1),
      classes: ['a', 'b'],
    });
    const { distances } = await fitted.kneighbors(huge);
    for (const [at, distance] of [0, 1 - Math.SQRT1_2, 1].entries()) expect(distances[at]).toBeCloseTo(distance, 6);
  });

  test.each(['svd', 'lsqr'] as const)('have the linear discriminants of their offsets by %s', async (solver) => {
    const offset = Float64Array.from({ length: 3 }, (_, column) => features.values[column]);
    const near = matrix(
      features.values.map((value, at) => value - offset[at % 3]),
      rows,
      3,
    );
    const expected = await (
      await new LinearDiscriminantAnalysis({ solver }).fit({ ...train, features: near })
    ).predictProba(near);
    const { values } = await (await new LinearDiscriminantAnalysis({ solver }).fit(train)).predictProba(features);
    for (const [at, share] of expected.values.entries()) expect(values[at]).toBeCloseTo(share, 4);
  });

  test('SAGA is not L-BFGS', async () => {
    const losses = async (solver: 'lbfgs' | 'saga'): Promise<readonly number[]> =>
      (await new LogisticRegression({ solver, maxIter: 3 }).fit(train)).convergence.losses;
    expect(await losses('saga')).not.toEqual(await losses('lbfgs'));
  });

  test.each(['lbfgs', 'saga', 'coordinate-descent'] as const)(
    'give the probabilities of their offsets by %s',
    async (solver) => {
      const fitted = await new LogisticRegression({ solver, tol: 1e-7, maxIter: 50_000 }).fit(train);
      expect(fitted.convergence.stopped).toBe('converged');
      const { values } = await fitted.predictProba(features);
      for (const [row, share] of reference.logistic.entries()) expect(values[2 * row + 1]).toBeCloseTo(share, 6);
      const loaded = classifiers.load(decodeSafetensors(encodeSafetensors(fitted.save()), 'logistic'));
      expect(await loaded.predictProba(features)).toEqual(await fitted.predictProba(features));
      const warm = await new LogisticRegression({ tol: 1e-6 }).fit(train, { warmStart: fitted });
      expect(warm.convergence.iterations).toBeLessThan(5);
    },
  );
});

describe('constant columns', () => {
  test.each([0.1, 1 / 3, 1e8 + 0.1])('of %d leave Gaussian naive Bayes its priors', async (value) => {
    const constant = matrix(new Float64Array(20).fill(value), 20, 1);
    const labels = Uint16Array.from({ length: 20 }, (_, row) => (row < 13 ? 0 : 1));
    const fitted = await new GaussianNaiveBayes().fit({ features: constant, labels, classes: ['a', 'b'] });
    const { values } = await fitted.predictProba(matrix(Float64Array.of(value), 1, 1));
    expect(values[0]).toBeCloseTo(0.65, 6);
  });
});

describe('SAG and SAGA with unequal weights', () => {
  test.each(['sag', 'saga'] as const)('%s finds the minimum that L-BFGS finds', async (solver) => {
    const labels = Uint16Array.from({ length: 60 }, (_, row) => row % 3);
    const values = Float64Array.from({ length: 120 }, (_, at) => Math.sin(at * 1.7) + labels[at >> 1] * 0.4);
    const rows3 = { features: matrix(values, 60, 2), labels, classes: ['a', 'b', 'c'] };
    const params = { classWeight: [20, 1, 5], tol: 1e-6 };
    const expected = await new LogisticRegression({ ...params, maxIter: 500 }).fit(rows3);
    const fitted = await new LogisticRegression({ ...params, solver, maxIter: 5000 }).fit(rows3);
    for (const [at, weight] of expected.weights.values.entries())
      expect(fitted.weights.values[at]).toBeCloseTo(weight, 2);
  });
});
