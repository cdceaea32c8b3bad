import { createRng, matrix, type ShapedRows } from '@selvedge/data';
import { contractCases } from '@selvedge/data/testing';
import type { FeatureSpec } from '../specs.generated.js';
import { createFeatures, features, loadFeatures } from './features.js';

/** Random images, two blobs apart in their brightness. */
function images(count: number): ShapedRows {
  const rng = createRng(4);
  const values = Uint8Array.from({ length: count * 144 }, (_, at) => (at % 288 < 144 ? 20 : 180) + rng.int(40));
  return { features: matrix(values, count, 144), shape: [12, 12, 1] };
}

const CASES = contractCases<FeatureSpec>('features', features.kinds, {
  hog: { kind: 'hog', cell: 4 },
  patches: { kind: 'patches', size: 4, features: 6, samples: 400, cells: 2 },
  'k-means': { kind: 'k-means', nClusters: 3 },
});

describe.each(CASES)('the features %s', (_, spec) => {
  const rows = images(20);

  test('depend on each row alone and are the same for a seed', async () => {
    const fitted = await createFeatures(spec).fit(rows, { seed: 2 });
    const all = fitted.apply(rows).features;
    expect(all.rows).toBe(20);
    expect(Array.from(all.values).every(Number.isFinite)).toBe(true);
    const one = { ...rows, features: matrix(rows.features.values.slice(5 * 144, 6 * 144), 1, 144) };
    expect(fitted.apply(one).features.values).toEqual(all.values.slice(5 * all.columns, 6 * all.columns));
    expect((await createFeatures(spec).fit(rows, { seed: 2 })).apply(rows).features).toEqual(all);
  });

  test('are read back as they were saved, and refuse a newer file', async () => {
    const fitted = await createFeatures(spec).fit(rows);
    const saved = fitted.save();
    expect(loadFeatures(structuredClone(saved)).apply(rows)).toEqual(fitted.apply(rows));
    expect(() => loadFeatures({ ...saved, version: 99 })).toThrow(/version/);
  });
});
