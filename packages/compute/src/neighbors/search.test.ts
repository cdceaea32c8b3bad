import { matrix } from '@selvedge/data';
import { prepareRows } from './prepare.js';
import { searchNeighbors } from './search.js';
import type { Neighbors } from './search-block.js';

const rows = matrix(
  Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251),
  1000,
  4,
);
const nothing = (): void => {};

describe('searchNeighbors(train, queries, options, onBlock)', () => {
  test('gives the same neighbours for any number of threads and either runtime', async () => {
    const results: string[] = [];
    for (const options of [{ threads: 1 }, { threads: 3 }, { threads: 1, runtime: 'web' as const }]) {
      for (const metric of ['euclidean', 'manhattan', 'cosine'] as const) {
        const found: Neighbors[] = [];
        await searchNeighbors(prepareRows(rows, metric), rows, { k: 6, ...options }, (block, first) => {
          found[first] = block;
        });
        results.push(JSON.stringify(found.filter(Boolean).flatMap((block) => [...block.rows])));
      }
    }
    expect(results.slice(3, 6)).toEqual(results.slice(0, 3));
    expect(results.slice(6, 8)).toEqual(results.slice(0, 2)); // unit rows may tie within a rounding step
  });

  test('says how far it has come', async () => {
    const seen: number[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }): void => void seen.push(done / total);
    await searchNeighbors(prepareRows(rows, 'euclidean'), rows, { k: 1, onProgress }, nothing);
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  test.each([0, 1001, 1.5, Number.NaN])('refuses k = %p', async (k) => {
    const search = searchNeighbors(prepareRows(rows, 'euclidean'), rows, { k }, nothing);
    await expect(search).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('refuses queries with other columns, and floats for bytes', async () => {
    const train = prepareRows(rows, 'euclidean');
    const narrow = matrix(new Uint8Array(3), 1, 3);
    const floats = matrix(new Float32Array(4), 1, 4);
    await expect(searchNeighbors(train, narrow, { k: 1 }, nothing)).rejects.toMatchObject({ code: 'shape-mismatch' });
    await expect(searchNeighbors(train, floats, { k: 1 }, nothing)).rejects.toMatchObject({ code: 'invalid-argument' });
    const asFloats = prepareRows(rows, 'euclidean', { asFloats: true });
    await expect(searchNeighbors(asFloats, floats, { k: 1 }, nothing)).resolves.toBeUndefined();
  });

  test('finds nearest rows that lie far from the origin, where float32 products cancel', async () => {
    const far = matrix(
      Float32Array.from({ length: 400 }, (_, at) => 5000 + ((at * 31) % 97) / 8),
      200,
      2,
    );
    const found: Neighbors[] = [];
    await searchNeighbors(prepareRows(far, 'euclidean'), far, { k: 1, threads: 1 }, (block, first) => {
      found[first] = block;
    });
    expect(
      found
        .filter(Boolean)
        .flatMap((block) => [...block.distances])
        .every((distance) => distance === 0),
    ).toBe(true);
  });
});
