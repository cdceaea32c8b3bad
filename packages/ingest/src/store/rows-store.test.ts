import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataset, matrix, rowIndices, selectRows } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
import type { ImageOptions } from '@selvedge/data/types';
import sharp from 'sharp';
import { readDataset, writeDataset } from '../formats/convert.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const pictures = (rows: number, first = 0) =>
  dataset({
    name: 'p',
    features: matrix(
      Uint8Array.from({ length: rows * 12 }, (_, at) => first + at),
      rows,
      12,
    ),
    labels: Uint16Array.from({ length: rows }, (_, at) => at % 2),
    classes: ['a', 'b'],
    shape: [2, 2, 3],
    provenance: { source: 'p', steps: [] },
  });
const read = ({ image, ...more }: { readonly image?: ImageOptions; readonly inMemory?: number } = {}) =>
  readDataset(join(folder, 'p'), {
    store: { folder: join(folder, 'stores'), ...more },
    onBadImage: 'skip',
    ...(image && { image }),
  });
const storesOf = async (): Promise<string[]> => {
  const [place] = await readdir(join(folder, 'stores'));
  return (await readdir(join(folder, 'stores', place))).map((name) => join(folder, 'stores', place, name));
};

test('pictures are decoded once, and are the same from their store', async () => {
  await writeDataset(pictures(6), join(folder, 'p'));
  const first = await read();
  const [store] = await storesOf();
  expect(await readFile(join(store, 'rows.bin'))).toEqual(Buffer.from(first.features.values as Uint8Array));
  const again = await read();
  expect(again).toEqual(first);
  expect(await readDataset(join(folder, 'p'))).toEqual(first);
});

test('pictures of 16 bits keep their numbers, two bytes each in the store', async () => {
  const values = Uint16Array.of(0, 1, 257, 65_535, 4095, 40_000);
  const png = await sharp(values, { raw: { width: 3, height: 2, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();
  for (const name of ['a', 'b']) {
    await mkdir(join(folder, 'p', name), { recursive: true });
    await writeFile(join(folder, 'p', name, '1.png'), png);
  }
  const options = { image: { depth: 16 } } as const;
  const whole = await read(options);
  expect(whole.features.values).toEqual(Float32Array.of(...values, ...values));
  expect((await stat(join((await storesOf())[0], 'rows.bin'))).size).toBe(24);
  const { features } = await readDataset(join(folder, 'p'), {
    ...options,
    store: { folder: join(folder, 'stores'), inMemory: 1 },
  });
  if (!isStored(features)) throw new Error('they are in memory');
  expect(features).toMatchObject({ areBytes: false, type: 'Float32Array', bytes: 48 });
  expect(features.take([1])).toMatchObject({
    values: Float32Array.from(values),
    rows: 1,
    columns: 6,
    shape: [2, 3, 1],
  });
  expect(await readDataset(join(folder, 'p'), options)).toMatchObject({ features: { values: whole.features.values } });
});

test('rows of a large store stay in their file', async () => {
  await writeDataset(pictures(6), join(folder, 'p'));
  const whole = await read();
  const { features, labels } = await read({ inMemory: 10 });
  if (!isStored(features)) throw new Error('they are in memory');
  expect(labels).toEqual(whole.labels);
  const rows = rowIndices([4, 5, 0]);
  expect(features.take(rows).values).toEqual(selectRows(whole.features, rows).values);
  expect(features.values).toEqual(whole.features.values);
});

test.each([
  ['cut', (store: string) => truncate(join(store, 'rows.bin'), 50)],
  ['changed', (store: string) => writeFile(join(store, 'rows.bin'), new Uint8Array(72))],
  ['without what belongs to it', (store: string) => rm(join(store, 'about.json'))],
  [
    'with a damaged label',
    async (store: string) => {
      const text = await readFile(join(store, 'about.json'), 'utf8');
      await writeFile(join(store, 'about.json'), text.replace('[0,1,', '[1,1,'));
    },
  ],
])('a store that is %s is made again', async (_, damage) => {
  await writeDataset(pictures(6), join(folder, 'p'));
  const first = await read();
  await damage((await storesOf())[0]);
  expect(await read()).toEqual(first);
  expect(await readFile(join((await storesOf())[0], 'rows.bin'))).toHaveLength(72);
});

test('other pictures or options are other rows; the last two states are kept', async () => {
  await writeDataset(pictures(6), join(folder, 'p'));
  await read();
  const file = join(folder, 'p', 'a', '000000.png');
  await rm(file);
  expect((await read()).features.rows).toBe(5);
  expect(await storesOf()).toHaveLength(2);
  await writeFile(file, 'no picture');
  const { features, provenance } = await read();
  expect(features.rows).toBe(5);
  expect(provenance.steps).toEqual([expect.stringMatching(/read 5 images; left out 1 damaged: .*000000.png/)]);
  expect((await read()).provenance).toEqual(provenance);
  expect(await storesOf()).toHaveLength(2);
});
