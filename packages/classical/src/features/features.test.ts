import { createRng, matrix, type ShapedRows } from '@selvedge/data';
import type { FeatureSpec } from '../specs.generated.js';
import { createFeatures, loadFeatures } from './features.js';
import reference from './hog.reference.json' with { type: 'json' };
import { kMeans } from './k-means.js';

/** Bars at a seeded place, across or upright, on noise. */
function bars(count: number, seed = 1, channels = 1): ShapedRows {
  const rng = createRng(seed);
  const values = new Uint8Array(count * 144 * channels);
  for (let row = 0; row < count; row++) {
    const at = 2 + rng.int(8);
    for (let pixel = 0; pixel < 144; pixel++) {
      const inside = (row % 2 === 0 ? Math.floor(pixel / 12) : pixel % 12) === at;
      for (let c = 0; c < channels; c++) values[(row * 144 + pixel) * channels + c] = (inside ? 200 : 0) + rng.int(20);
    }
  }
  return { features: matrix(values, count, 144 * channels), shape: [12, 12, channels] };
}

const KINDS: readonly FeatureSpec[] = [
  { kind: 'hog', cell: 4 },
  { kind: 'patches', size: 4, features: 6, samples: 400, cells: 2 },
];

describe.each(KINDS)('createFeatures($kind).fit(train)', (spec) => {
  test('keeps its rows alone, depends on each row alone, and is the same for a seed', async () => {
    const rows = bars(20);
    const before = rows.features.values.slice();
    const fitted = await createFeatures(spec).fit(rows);
    const all = fitted.apply(rows);
    expect(rows.features.values).toEqual(before);
    expect(all.features.rows).toBe(20);
    expect(all.shape).toEqual([all.features.columns]);
    expect(all.features.values.every(Number.isFinite)).toBe(true);
    const { columns } = all.features;
    const one = { ...rows, features: matrix(rows.features.values.slice(5 * 144, 6 * 144), 1, 144) };
    expect(fitted.apply(one).features.values).toEqual(all.features.values.slice(5 * columns, 6 * columns));
    expect((await createFeatures(spec).fit(rows)).apply(rows)).toEqual(all);
  });

  test('bytes and the same pixels from 0 to 1 give the same', async () => {
    const rows = bars(10);
    const floats = {
      ...rows,
      features: matrix(
        Float32Array.from(rows.features.values, (v) => v / 255),
        10,
        144,
      ),
    };
    const [a, b] = [await createFeatures(spec).fit(rows), await createFeatures(spec).fit(floats)];
    const [left, right] = [a.apply(rows).features.values, b.apply(floats).features.values];
    for (const [at, value] of left.entries()) expect(right[at]).toBeCloseTo(value, 4);
  });

  test('is read back as it was saved', async () => {
    const rows = bars(10);
    const fitted = await createFeatures(spec).fit(rows);
    expect(loadFeatures(fitted.save()).apply(rows)).toEqual(fitted.apply(rows));
  });

  test('takes several channels', async () => {
    const rows = bars(6, 1, 3);
    expect((await createFeatures(spec).fit(rows)).apply(rows).features.rows).toBe(6);
  });

  test('refuses rows that are not images, images of another size, newer and damaged files', async () => {
    const rows = bars(10);
    const fitted = await createFeatures(spec).fit(rows);
    await expect(createFeatures(spec).fit({ ...rows, shape: [144] })).rejects.toMatchObject({ code: 'shape-mismatch' });
    expect(() => fitted.apply({ ...rows, shape: [9, 16, 1] })).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    const saved = fitted.save();
    expect(() => loadFeatures({ ...saved, version: 9 })).toThrow(expect.objectContaining({ code: 'unsupported' }));
    expect(() => loadFeatures({ ...saved, config: {} })).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
    expect(() => loadFeatures({ ...saved, format: 'x' })).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });
});

describe('createFeatures(spec)', () => {
  test.each([
    [{ kind: 'hogg' }, /did you mean 'hog'/],
    [{ kind: 'hog', cells: 4 }, /unknown key 'cells'; did you mean 'cell'/],
    [{ kind: 'hog', orientations: 1 }, /orientations: got 1; need at least 2/],
    [{ kind: 'patches', features: 10, samples: 5 }, /samples: got 5; need at least 10/],
    [{ kind: 'patches', padding: -1 }, /padding: got -1; need at least 0/],
    [{ kind: 'patches', power: 2 }, /power: got 2; need at most 1/],
  ])('refuses %j', (spec, message) => {
    expect(() => createFeatures(spec as FeatureSpec)).toThrow(message);
  });

  test.each([
    { kind: 'hog', cell: 8 },
    { kind: 'patches', size: 12, cells: 2 },
  ] as const)('refuses images that are too small for %j', async (spec) => {
    await expect(createFeatures(spec).fit(bars(5))).rejects.toMatchObject({ code: 'shape-mismatch' });
  });
});

test('hog gives what an independent reference gives', async () => {
  for (const { params, pixels, shape, features } of reference) {
    const rows = { features: matrix(Uint8Array.from(pixels), 1, pixels.length), shape };
    const { values } = (await createFeatures({ kind: 'hog', ...params }).fit(rows)).apply(rows).features;
    expect(values).toHaveLength(features.length);
    for (const [at, value] of features.entries()) expect(values[at]).toBeCloseTo(value, 4);
  }
});

test('patches tell bars across from bars upright: their features differ more between kinds than within', async () => {
  const rows = bars(60);
  const { values, columns } = (await createFeatures(KINDS[1]).fit(rows)).apply(rows).features;
  const mean = [new Float64Array(columns), new Float64Array(columns)];
  for (const [at, value] of values.entries()) mean[Math.floor(at / columns) % 2][at % columns] += value / 30;
  const nearerOwn = Array.from({ length: 60 }, (_, row) => {
    const distance = (to: Float64Array): number =>
      to.reduce((sum, value, at) => sum + (values[row * columns + at] - value) ** 2, 0);
    return distance(mean[row % 2]) < distance(mean[1 - (row % 2)]);
  });
  expect(nearerOwn.filter(Boolean).length).toBeGreaterThan(57);
});

const noPause = async (): Promise<void> => {};

describe('kMeans(rows)', () => {
  test('finds the middles of well-separated groups', async () => {
    const rng = createRng(4);
    const middles = [-10, 0, 10];
    const rows = Float32Array.from({ length: 600 }, (_, at) => middles[Math.floor(at / 2) % 3] + 0.1 * rng.normal());
    const centres = await kMeans(rows, { depth: 2, centres: 3, iterations: 30 }, createRng(1), noPause);
    const found = [centres[0], centres[2], centres[4]].sort((a, b) => a - b);
    for (const [at, middle] of middles.entries()) expect(Math.abs(found[at] - middle)).toBeLessThan(0.2);
  });

  test('keeps its number of centres when rows repeat', async () => {
    const same = new Float32Array(20).fill(1);
    expect(await kMeans(same, { depth: 2, centres: 4, iterations: 3 }, createRng(1), noPause)).toEqual(
      new Float32Array(8).fill(1),
    );
  });
});

const noise = (count: number): Float32Array => {
  const random = createRng(1);
  return Float32Array.from({ length: count }, () => random.uniform());
};

describe('learned patches', () => {
  test('of padded images are those of images with a margin of zeros', async () => {
    const [count, side, margin] = [30, 6, 2];
    const wide = side + 2 * margin;
    const pixels = noise(count * side * side);
    const framed = new Float32Array(count * wide * wide);
    for (const [at, value] of pixels.entries()) {
      const [line, x] = [Math.floor(at / side), at % side];
      const [row, y] = [Math.floor(line / side), line % side];
      framed[(row * wide + y + margin) * wide + x + margin] = value;
    }
    const plain = { features: matrix(pixels, count, side * side), shape: [side, side] };
    const spec = { kind: 'patches' as const, size: 3, features: 5, cells: 3, samples: 300 };
    const padded = (await createFeatures({ ...spec, padding: margin }).fit(plain)).apply(plain);
    const same = { features: matrix(framed, count, wide * wide), shape: [wide, wide] };
    expect(padded).toEqual((await createFeatures(spec).fit(same)).apply(same));
  });

  test('of mirror images are the same with flip', async () => {
    const mirrored = Float32Array.from(
      images.features.values,
      (_, at) => images.features.values[at - 2 * (at % 8) + 7],
    );
    const [fitted, plain] = [
      await createFeatures({ ...small, flip: true }).fit(images),
      await createFeatures(small).fit(images),
    ];
    const other = { ...images, features: matrix(mirrored, 20, 64) };
    const { values } = fitted.apply(images).features;
    for (const [at, value] of fitted.apply(other).features.values.entries()) expect(value).toBeCloseTo(values[at], 6);
    expect(plain.apply(other).features.values).not.toEqual(plain.apply(images).features.values);
  });

  test('have their averages raised to a power', async () => {
    const means = (await createFeatures(small).fit(images)).apply(images).features.values;
    const rooted = (await createFeatures({ ...small, power: 0.5 }).fit(images)).apply(images).features.values;
    for (const [at, mean] of means.entries()) expect(rooted[at]).toBeCloseTo(Math.sqrt(mean), 6);
  });

  const images = { features: matrix(noise(20 * 64), 20, 64), shape: [8, 8] };
  const small = { kind: 'patches' as const, size: 3, features: 4, cells: 2 };

  test('refuse images that are none or not finite', async () => {
    const none = { features: matrix(new Float32Array(0), 0, 64), shape: [8, 8] };
    const broken = { features: matrix(new Float32Array(64).fill(Number.NaN), 1, 64), shape: [8, 8] };
    for (const rows of [none, broken]) {
      await expect(createFeatures(small).fit(rows)).rejects.toMatchObject({ code: 'invalid-argument' });
    }
  });

  test('stop when asked to, and report on the way', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const fit = createFeatures({ ...small, samples: 50_000 }).fit(images, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done === 1) stop.abort();
      },
    });
    await expect(fit).rejects.toMatchObject({ code: 'aborted' });
    expect(Math.max(...seen)).toBe(1);
  });
});

test.each([...KINDS, { kind: 'k-means', nClusters: 3 } as const])(
  'pixels too large for what $kind makes of them are named, in fit and in apply',
  async (spec) => {
    const usual = bars(10);
    const values = Float64Array.from(usual.features.values, (value) => value / 255);
    const rows = (huge: number): ShapedRows => ({
      ...usual,
      features: matrix(
        values.map((value, at) => (at === 5 ? huge : value)),
        10,
        144,
      ),
    });
    const fitted = await createFeatures(spec).fit(rows(0.5));
    for (const huge of [1e100, -1e300]) {
      const named = expect.objectContaining({
        code: 'invalid-argument',
        message: expect.stringContaining(`${spec.kind}: the number in row 0, column 5 is ${huge}`),
      });
      expect(() => fitted.apply(rows(huge))).toThrow(named);
      // Gradients are not learned from.
      if (spec.kind !== 'hog') await expect(createFeatures(spec).fit(rows(huge))).rejects.toThrow(named);
    }
  },
);
