import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createRng, type LabelledRows, type Matrix, matrix } from '@selvedge/data';
import fc from 'fast-check';
import { halves } from '../../test/halves.js';
import reference from '../scikit-learn.reference.json' with { type: 'json' };
import type { KnnParams } from '../specs.generated.js';
import { Knn } from './knn.js';

const bytes = (values: readonly number[], columns: number): Matrix<Uint8Array> =>
  matrix(Uint8Array.from(values), values.length / columns, columns);
const rows = (values: readonly number[], columns: number, labels: readonly number[], classes = 2): LabelledRows => ({
  features: bytes(values, columns),
  labels: Uint16Array.from(labels),
  classes: Array.from({ length: classes }, (_, label) => `class ${label}`),
});

describe('new Knn(params)', () => {
  test.each([
    [{ k: 0 }],
    [{ k: 2.5 }],
    [{ k: Number.NaN }],
    [{ metric: 'euclidian' as 'euclidean' }],
    [{ weights: 'all' as 'uniform' }],
    [{ gamma: -1 }],
    [{ votes: 'uniform' } as object],
    [{ neighbours: 3 } as Partial<KnnParams>],
  ])('refuses %j', (params) => {
    expect(() => new Knn(params)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('says which value was probably meant', () => {
    expect(() => new Knn({ metric: 'euclidian' as 'euclidean' })).toThrow(/did you mean 'euclidean'/);
  });

  test.each([
    [{ votes: 'uniform' }, /unknown key 'votes'; renamed to 'weights'/],
    [{ alpha: 2, scale: 255 }, /unknown key 'alpha'; write gamma: alpha \/ scale\^2 instead/],
    [{ engine: 'fast' }, /engine: got 'fast'; renamed to 'native'/],
    [{ n_neighbors: 3 }, /unknown key 'n_neighbors'; write 'k'/],
  ])('answers %j with the name of today', (params, message) => {
    expect(() => new Knn(params as object)).toThrow(message);
  });

  test('refuses more neighbours than rows when it is fitted', async () => {
    const train = rows([1, 2, 3], 1, [0, 1, 0]);
    await expect(new Knn({ k: 4 }).fit(train)).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});

describe('Knn against scikit-learn', () => {
  const { columns } = reference;
  const train = rows(reference.train, columns, reference.labels, 3);
  const test_ = bytes(reference.test, columns);

  test.each(reference.knn)('$metric distances, $votes votes', async ({ metric, votes, ...wanted }) => {
    const model = await new Knn({ k: 7, metric: metric as 'cosine', weights: votes as 'distance' }).fit(train);
    const found = await model.kneighbors(test_, 8);
    const { values } = await model.predictProba(test_);
    let untied = 0;
    for (let query = 0; query < test_.rows; query++) {
      const distances = found.distances.subarray(query * 8, query * 8 + 8);
      // Cosine rows are rounded to float32; the other distances are exact up to the reference's nine digits.
      for (let at = 0; at < 7; at++) expect(distances[at]).toBeCloseTo(wanted.distances[query * 7 + at], 6);
      if (distances[6] === distances[7]) continue; // scikit-learn leaves open which of the tied rows it takes
      untied++;
      const isTied = (at: number): boolean =>
        distances[at] === distances[at - 1] || distances[at] === distances[at + 1];
      for (let at = 0; at < 7; at++) {
        if (!isTied(at)) expect(found.rows[query * 8 + at]).toBe(wanted.rows[query * 7 + at]);
      }
      for (let at = query * 3; at < query * 3 + 3; at++) expect(values[at]).toBeCloseTo(wanted.shares[at], 5);
    }
    expect(untied).toBeGreaterThan(20);
  });
});

describe('FittedKnn.kneighbors(features)', () => {
  test('equals a plain search, for bytes and floats, every metric and awkward sizes', async () => {
    const kinds = fc.constantFrom('euclidean', 'manhattan', 'cosine');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 1500 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        kinds,
        fc.boolean(),
        fc.nat(),
        async (count, columns, queries, metric, isFloat, seed) => {
          const rng = createRng(seed);
          const draw = (size: number): Matrix =>
            isFloat
              ? matrix(
                  Float32Array.from({ length: size * columns }, () => rng.normal()),
                  size,
                  columns,
                )
              : matrix(
                  Uint8Array.from({ length: size * columns }, () => rng.int(256)),
                  size,
                  columns,
                );
          const features = draw(count);
          const labels = Uint16Array.from({ length: count }, (_, row) => row % 2);
          const k = 1 + rng.int(Math.min(count, 20));
          const model = await new Knn({ k, metric }).fit({ features, labels, classes: ['a', 'b'] });
          const asked = draw(queries);
          const found = await model.kneighbors(asked);
          for (let query = 0; query < queries; query++) {
            const distances = plainDistances(features, asked, query, metric);
            const sorted = Float64Array.from(distances).sort();
            for (let at = 0; at < k; at++) {
              expect(found.distances[query * k + at]).toBeCloseTo(sorted[at], 5);
              expect(distances[found.rows[query * k + at]]).toBeCloseTo(sorted[at], 5);
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('puts the lower row number first among equals, and the lower class', async () => {
    const train = rows([5, 5, 5, 5, 9], 1, [1, 0, 1, 0, 1]);
    const model = await new Knn({ k: 4 }).fit(train);
    expect([...(await model.kneighbors(bytes([5], 1))).rows]).toEqual([0, 1, 2, 3]);
    expect([...(await model.predict(bytes([5], 1)))]).toEqual([0]);
    expect([...(await model.kneighbors(bytes([5], 1), 2)).rows]).toEqual([0, 1]);
  });

  test('is exact where products are largest', async () => {
    const columns = 5000;
    const values = [...new Array(columns).fill(255), ...new Array(columns).fill(0), ...new Array(columns).fill(254)];
    const model = await new Knn({ k: 3 }).fit(rows(values, columns, [0, 1, 0]));
    const { distances } = await model.kneighbors(bytes(new Array(columns).fill(0), columns));
    expect([...distances].map((distance) => Math.round(distance ** 2))).toEqual([
      0,
      254 * 254 * columns,
      255 * 255 * columns,
    ]);
  });

  test('does not care in which type the same numbers come', async () => {
    const train = rows(reference.train, reference.columns, reference.labels, 3);
    const asFloats = (features: Matrix): Matrix => ({ ...features, values: Float64Array.from(features.values) });
    const queries = bytes(reference.test, reference.columns);
    const fromBytes = await new Knn({ k: 5 }).fit(train);
    const fromFloats = await new Knn({ k: 5 }).fit({ ...train, features: asFloats(train.features) });
    const wanted = await fromBytes.kneighbors(queries);
    for (const [model, features] of [
      [fromBytes, asFloats(queries)],
      [fromFloats, queries],
      [fromFloats, asFloats(queries)],
    ] as const) {
      expect([...(await model.kneighbors(features)).rows]).toEqual([...wanted.rows]);
    }
  });
});

describe('FittedKnn.predictGrid(features, variants)', () => {
  const train = rows(reference.train, reference.columns, reference.labels, 3);
  const queries = bytes(reference.test, reference.columns);
  const variants = [1, 4, 30].flatMap((k) =>
    [0, 0.5, 1e6].map((alpha) => ({ k, weights: 'gaussian' as const, gamma: alpha / 255 ** 2 })),
  );

  test('gives for every variant what a model of its own gives', async () => {
    const grid = await (await new Knn().fit(train)).predictGrid(queries, variants);
    for (const [at, variant] of variants.entries()) {
      const alone = await (await new Knn(variant).fit(train)).predict(queries);
      expect([...grid[at]]).toEqual([...alone]);
    }
  });

  test('Gaussian votes with gamma 0 are uniform, and with a huge gamma follow the nearest row', async () => {
    const model = await new Knn().fit(train);
    const [zero, uniform, huge, nearest] = await model.predictGrid(queries, [
      { k: 30, weights: 'gaussian', gamma: 0 },
      { k: 30, weights: 'uniform' },
      { k: 30, weights: 'gaussian', gamma: 1e9 },
      { k: 1 },
    ]);
    expect([...zero]).toEqual([...uniform]);
    expect([...huge]).toEqual([...nearest]);
  });

  test('evaluateGrid counts the errors', async () => {
    const model = await new Knn().fit(train);
    const labels = Uint16Array.from(reference.truth);
    const [result] = await model.evaluateGrid({ features: queries, labels, classes: train.classes }, [{ k: 3 }]);
    const predicted = await (await new Knn({ k: 3 }).fit(train)).predict(queries);
    const errors = predicted.filter((label, row) => label !== labels[row]).length;
    expect(result).toMatchObject({ k: 3, errors, accuracy: 1 - errors / labels.length });
  });
});

const data = process.env['SELVEDGE_DATA'];
(data ? describe : describe.skip)('Knn on Fashion-MNIST', () => {
  const read = (name: string, header: number): Uint8Array =>
    new Uint8Array(gunzipSync(readFileSync(`${data}/fashion-mnist/${name}-ubyte.gz`)).subarray(header));
  const slice = (from: number, to: number): LabelledRows => {
    const pixels = read('train-images-idx3', 16).subarray(from * 784, to * 784);
    const labels = Uint16Array.from(read('train-labels-idx1', 8).subarray(from, to));
    return { features: matrix(pixels, to - from, 784), labels, classes: Array.from('0123456789') };
  };

  test('reproduces the error counts of the CS273A report, all twenty cells and the finer alphas', async () => {
    const model = await new Knn({ weights: 'gaussian' }).fit(slice(0, 10_000));
    const ks = [5, 10, 20, 50, 100];
    const coarse = [0, 1, 2, 4].flatMap((alpha) => ks.map((k) => ({ k, gamma: alpha / 255 ** 2 })));
    const finer = [5, 20].flatMap((k) => [0, 0.1, 0.2, 0.5, 1].map((alpha) => ({ k, gamma: alpha / 255 ** 2 })));
    const results = await model.evaluateGrid(slice(10_001, 11_000), [...coarse, ...finer]);
    expect(results.map(({ errors }) => errors)).toEqual([
      156, 150, 170, 189, 211, 179, 179, 179, 180, 180, 183, 181, 181, 181, 181, 186, 186, 186, 186, 186, 156, 161, 158,
      170, 179, 170, 162, 156, 159, 179,
    ]);
  });

  test('k = 5 of 60,000 rows gets 8,554 of 10,000 right', async () => {
    const labels = Uint16Array.from(read('t10k-labels-idx1', 8));
    const test_ = { features: matrix(read('t10k-images-idx3', 16), 10_000, 784), labels, classes: [] };
    expect(await (await new Knn({ k: 5 }).fit(slice(0, 60_000))).score(test_)).toBe(0.8554);
  });
});

function plainDistances(
  { values, rows: count, columns }: Matrix,
  queries: Matrix,
  query: number,
  metric: string,
): number[] {
  return Array.from({ length: count }, (_, row) => {
    let [sum, product, a, b] = [0, 0, 0, 0];
    for (let column = 0; column < columns; column++) {
      const [x, y] = [values[row * columns + column], queries.values[query * columns + column]];
      sum += metric === 'manhattan' ? Math.abs(x - y) : (x - y) ** 2;
      product += x * y;
      a += x * x;
      b += y * y;
    }
    if (metric === 'cosine') return 1 - (a > 0 && b > 0 ? product / Math.sqrt(a * b) : 0);
    return metric === 'manhattan' ? sum : Math.sqrt(sum);
  });
}

describe('nearest neighbours', () => {
  test('have cosine distances of 0 to 2 and shares of 0 to 1', async () => {
    const random = createRng(4);
    const values = Float32Array.from({ length: 300 * 8 }, (_, at) => (at % 8) + 1e-4 * random.uniform());
    const train = { features: matrix(values, 300, 8), labels: new Uint16Array(300).map((_, at) => at % 3) };
    const rows = { ...train, classes: ['a', 'b', 'c'] };
    const fitted = await new Knn({ k: 5, metric: 'cosine', weights: 'distance' }).fit(rows);
    const { distances } = await fitted.kneighbors(rows.features);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0);
    const shares = await fitted.predictProba(rows.features);
    expect(shares.values.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  test.each([1e19, 1e-20])('refuse numbers around %d, whose squares float32 cannot hold', async (scale) => {
    const train = halves(50);
    const far = {
      ...train,
      features: matrix(
        Float64Array.from(train.features.values, (x) => x * scale),
        50,
        2,
      ),
    };
    await expect(new Knn({ k: 1 }).fit(far)).rejects.toMatchObject({ code: 'invalid-argument' });
    const fitted = await new Knn({ k: 1 }).fit(train);
    await expect(fitted.predict(far.features)).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(await (await new Knn({ k: 1, metric: 'cosine' }).fit(far)).score(far)).toBe(1);
  });

  test.each([-1, 0, 1.5, 1e10, Number.NaN])('refuse k = %d', async (k) => {
    const train = halves(50);
    const fitted = await new Knn({ k: 1 }).fit(train);
    await expect(fitted.kneighbors(train.features, k)).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
