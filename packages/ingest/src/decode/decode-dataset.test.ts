import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Dataset, matrix } from '@selvedge/data';
import { readDataset, writeDataset } from '../formats/convert.js';
import { generateGarments } from '../garments/generate-garments.js';
import { decodeDataset } from './decode-dataset.js';

let folder = '';
let train: Dataset;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-decode-'));
  ({ train } = generateGarments({ trainRows: 60, testRows: 10, seed: 1 }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytesOf = (): Dataset => train;
const decimalsOf = (): Dataset => {
  const values = Float64Array.from(train.features.values, (value) => value / 3);
  return { ...train, features: matrix(values, 60, 784), shape: [784] };
};

/** Both ways of reading; a source's path is the one difference that there may be. */
async function bothWays(name: string, dataset: Dataset, labelsName?: string): Promise<[Dataset, Dataset, Dataset]> {
  const path = join(folder, name);
  await writeDataset(dataset, path);
  const bytes = await readFile(path);
  const labels = labelsName && { name: labelsName, bytes: await readFile(join(folder, labelsName)) };
  const options = labels ? { labels } : {};
  const plain = await decodeDataset({ name, bytes }, options);
  const blob = await decodeDataset({ name, bytes: new Blob([gzipSync(bytes)]) }, options).catch((error) => error);
  const file = await readDataset(path);
  return [file, plain, blob];
}

const withSource = ({ provenance, ...rest }: Dataset, source: string) => ({
  ...rest,
  provenance: { ...provenance, source },
});

describe('decodeDataset({ name, bytes })', () => {
  test.each([
    ['x.csv', bytesOf],
    ['decimals.csv', decimalsOf],
    ['x.arrow', bytesOf],
    ['x.arrows', decimalsOf],
    ['x.parquet', bytesOf],
  ])('reads the bytes of %s as readDataset reads the file', async (name, rows) => {
    const [file, decoded] = await bothWays(name, rows());
    expect(withSource(decoded, '')).toEqual(withSource(file, ''));
  });

  test('reads IDX from two files, and gzip from a Blob', async () => {
    const [file, decoded, blob] = await bothWays('x-images-idx3-ubyte', train, 'x-labels-idx1-ubyte');
    expect(withSource(decoded, '')).toEqual(withSource(file, ''));
    expect(withSource(blob, '')).toEqual(withSource(file, ''));
  });

  test('takes a File of the browser as it is', async () => {
    const file = new File(['1,0,255\n0,7,10\n'], 'x.csv');
    expect([...(await decodeDataset(file, { label: 0 })).features.values]).toEqual([0, 255, 7, 10]);
  });

  test('says what is missing', async () => {
    const bytes = new Uint8Array(4);
    await expect(decodeDataset({ name: 'x-images-idx3-ubyte', bytes })).rejects.toThrow('Pass it as labels: { name:');
    await expect(decodeDataset({ name: 'folder', bytes })).rejects.toThrow('Read each of its files with decodePng');
    await expect(decodeDataset({ name: 'x.doc', bytes })).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
