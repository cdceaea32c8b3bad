import { decodeSafetensors, encodeSafetensors, matrix } from '@selvedge/data';
import { createFeatures, KMeans, loadFeatures, loadKMeans } from '../index.js';
import reference from './k-means.reference.json' with { type: 'json' };

const matrixOf = (rows: readonly (readonly number[])[]) =>
  matrix(Float64Array.from(rows.flat()), rows.length, rows[0].length);
const rows = matrixOf(reference.rows);
const start = matrixOf(reference.start);

describe('new KMeans({ nClusters }).fit(rows, { init }), as scikit-learn', () => {
  test.each([
    ['plain', {}, {}],
    ['empty', {}, { init: matrixOf(reference.far) }],
    ['short', { maxIter: 2 }, {}],
    ['loose', { tol: 0.05 }, {}],
    ['weighted', {}, { sampleWeight: reference.weights }],
  ] as const)('%s', async (name, params, options) => {
    const fitted = await new KMeans({ nClusters: 5, ...params }).fit(rows, { init: start, ...options });
    const { centres, labels, inertia, nIter } = reference[name];
    expect([...fitted.labels]).toEqual(labels);
    expect(fitted.nIter).toBe(nIter);
    expect(fitted.inertia).toBeCloseTo(inertia, 9);
    for (const [at, value] of centres.flat().entries()) {
      expect(fitted.clusterCenters.values[at]).toBeCloseTo(value, 9);
    }
  });

  test('begun by k-means++, its mean inertia over seeds is that of scikit-learn', async () => {
    let sum = 0;
    for (let seed = 0; seed < 50; seed++) sum += (await new KMeans({ nClusters: 5 }).fit(rows, { seed })).inertia;
    expect(Math.abs(sum / 50 - reference.inertiaOf50)).toBeLessThan(0.05 * reference.inertiaOf50);
  });
});

describe('a fitted KMeans', () => {
  test('predicts, transforms, and is saved', async () => {
    const fitted = await new KMeans({ nClusters: 4 }).fit(rows, { seed: 3 });
    expect([...fitted.predict(rows)]).toEqual([...fitted.labels]);
    const { values } = fitted.transform(rows);
    for (let row = 0; row < rows.rows; row++) {
      const own = [...values.subarray(row * 4, row * 4 + 4)];
      expect(own.indexOf(Math.min(...own))).toBe(fitted.labels[row]);
    }
    const loaded = loadKMeans(decodeSafetensors(encodeSafetensors(fitted.save()), 'k-means'));
    expect(loaded.transform(rows)).toEqual(fitted.transform(rows));
    expect([...loaded.labels]).toEqual([...fitted.labels]);
    expect((await new KMeans({ nClusters: 4 }).fit(rows, { seed: 3 })).inertia).toBe(fitted.inertia);
  });

  test('takes the best of several runs', async () => {
    const one = await new KMeans({ nClusters: 6, init: 'random', nInit: 1 }).fit(rows);
    const many = await new KMeans({ nClusters: 6, init: 'random', nInit: 20 }).fit(rows);
    expect(many.inertia).toBeLessThanOrEqual(one.inertia);
  });

  test('tells rows far from zero apart', async () => {
    const far = matrix(Float64Array.of(1.7e9, 1.7e9 + 1, 1.7e9 + 100, 1.7e9 + 101), 4, 1);
    const { labels, inertia } = await new KMeans({ nClusters: 2 }).fit(far);
    expect([labels[0] === labels[1], labels[2] === labels[3], labels[0] === labels[2]]).toEqual([true, true, false]);
    expect(inertia).toBeCloseTo(1, 6);
  });

  test('has fewer different rows than centres', async () => {
    const same = matrix(new Float64Array(10).fill(2), 10, 1);
    expect((await new KMeans({ nClusters: 3 }).fit(same)).inertia).toBe(0);
  });
});

describe('the transform k-means', () => {
  test('makes distances to the centres', async () => {
    const transform = createFeatures({ kind: 'k-means', nClusters: 3 });
    const fitted = await transform.fit({ features: rows, shape: [3] }, { seed: 1 });
    const made = fitted.apply({ features: rows, shape: [3] });
    expect(made.shape).toEqual([3]);
    expect(made.features).toEqual((await new KMeans({ nClusters: 3 }).fit(rows, { seed: 1 })).transform(rows));
    expect(loadFeatures(fitted.save()).apply({ features: rows, shape: [3] })).toEqual(made);
  });
});

test.each([
  [() => new KMeans({ nClusters: 0 }), 'nClusters'],
  [() => new KMeans({ k: 3 } as object), 'nClusters'],
])('refuses parameters: %#', (make, text) => {
  expect(make).toThrow(text);
});

test.each([
  [matrix(new Float64Array(3), 3, 1), {}, 'got 3 rows for nClusters 8; write nClusters: 3'],
  [matrix(Float64Array.of(1, Number.NaN), 2, 1), {}, 'column 0 has 1 missing value (NaN)'],
  [rows, { init: null as never }, 'k-means (init)'],
  [rows, { init: start }, 'init has 5 rows for nClusters 8'],
  [rows, { sampleWeight: [1] }, 'sampleWeight has 1 numbers for 60 rows'],
])('refuses rows and options: %#', async (features, options, text) => {
  await expect(new KMeans().fit(features, options)).rejects.toThrow(text);
});
