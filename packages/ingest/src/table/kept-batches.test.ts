import { KeptBatches } from './kept-batches.js';
import type { TableBatch } from './table.js';

async function all(batches: AsyncIterable<TableBatch>): Promise<TableBatch[]> {
  const list: TableBatch[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}

test('new KeptBatches(read).batches() reads once for two readings, and again for a third', async () => {
  const batch = (value: number): TableBatch => ({
    rows: 1,
    columns: [{ name: 'a', numbers: Float64Array.of(value), width: 1 }],
  });
  let readings = 0;
  const kept = new KeptBatches(async function* () {
    readings++;
    yield batch(1);
    yield batch(2);
  });
  const counts: number[] = [];
  for (let time = 0; time < 4; time++) {
    expect(await all(kept.batches())).toEqual([batch(1), batch(2)]);
    counts.push(readings);
  }
  expect(counts).toEqual([1, 1, 2, 3]);
});

test('new KeptBatches(read).batches() keeps nothing of a reading that was left', async () => {
  let readings = 0;
  const kept = new KeptBatches(async function* () {
    readings++;
    yield { rows: 1, columns: [] };
    yield { rows: 2, columns: [] };
  });
  for await (const batch of kept.batches()) if (batch.rows === 1) break;
  expect(await all(kept.batches())).toHaveLength(2);
  expect(readings).toBe(2);
});
