import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataset, matrix } from '@selvedge/data';
import { convert, readDataset, writeDataset } from '../formats/convert.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-csv-sink-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const table = (values: number[], columns: readonly string[], classes: readonly string[]) =>
  dataset({
    name: 'written',
    features: matrix(Float64Array.from(values), values.length / columns.length, columns.length),
    labels: Uint16Array.from({ length: values.length / columns.length }, (_, row) => row % classes.length),
    classes,
    shape: [columns.length],
    columns,
    provenance: { source: 'here', steps: [] },
  });

test('numbers beyond the whole numbers of float64 are read as they were written', async () => {
  const values = [2 ** 53, 48806333541870120000, -1e16, Number.NaN, 0.1, 1e300];
  const path = join(folder, 'large.csv');
  await writeDataset(table(values, ['x', 'y'], ['a', 'b']), path);
  expect(await readFile(path, 'utf8')).toContain('9.007199254740992e+15,4.880633354187012e+19');
  expect([...(await readDataset(path, { missing: 'nan' })).features.values]).toEqual(values);
});

test('a class may be called label', async () => {
  const path = join(folder, 'label.csv');
  await writeDataset(table([1, 2], ['x'], ['label', 'other']), path);
  expect((await readDataset(path, { drop: [] })).classes).toEqual(['label', 'other']);
});

test.each(['parquet', 'arrow', 'arrows'])('a single feature keeps its name by way of %s', async (ending) => {
  const path = join(folder, `single.${ending}`);
  await writeDataset(table([1, 2.5], ['acid'], ['a', 'b']), path);
  expect((await readDataset(path)).columns).toEqual(['acid']);
  expect((await readDataset(path, { columns: ['acid'] })).columns).toEqual(['acid']);
  await convert(path, join(folder, 'single.csv'));
  expect(await readFile(join(folder, 'single.csv'), 'utf8')).toBe('label,acid\na,1\nb,2.5\n');
});
