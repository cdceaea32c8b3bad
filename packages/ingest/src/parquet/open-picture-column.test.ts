import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset } from '../formats/convert.js';
import { readRows } from '../formats/read-rows.js';

const files: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('./open-picture-column.reference.json', import.meta.url), 'utf8'),
);
let path = '';
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'selvedge-hf-')), 'train.parquet');
});
afterEach(() => rm(join(path, '..'), { recursive: true, force: true }));

test.each(Object.keys(files))(
  'pictures inside of a file packed with %s are read with the names of their classes',
  async (codec) => {
    await writeFile(path, Buffer.from(files[codec], 'base64'));
    const { features, labels, classes, shape } = await readDataset(path);
    expect([shape, classes, [...labels]]).toEqual([
      [4, 5, 3],
      ['zebra', 'ant', 'mule'],
      [1, 0, 2, 1, 0, 2],
    ]);
    expect([0, 1, 2, 3, 4, 5].map((row) => features.values[row * 60 + 7])).toEqual([0, 20, 40, 60, 80, 100]);
  },
);

test('they are brought to one size, stored, and predicted without labels', async () => {
  await writeFile(path, Buffer.from(files['zstd'], 'base64'));
  const image = { size: 2, channels: 'grey' } as const;
  const store = { folder: join(path, '..', 'stores') };
  const read = await readDataset(path, { image, store });
  expect(read.shape).toEqual([2, 2, 1]);
  expect(await readDataset(path, { image, store })).toEqual(read);
  const rows = await readRows(path, { image, label: 'label' });
  expect([rows.ids, rows.truth]).toEqual([
    ['0', '1', '2', '3', '4', '5'],
    ['ant', 'zebra', 'mule', 'ant', 'zebra', 'mule'],
  ]);
  expect((await readRows(path, { image })).truth).toBeUndefined();
});
