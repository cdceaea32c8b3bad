import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, dataset, matrix, rowIndices, selectFrom } from '@selvedge/data';
import { npyBytes, zipBytes } from '../../test/zip-fixture.js';
import { generateGarments } from '../garments/generate-garments.js';
import { encodePng } from '../png/png-codec.js';
import { collect } from '../rows/collect.js';
import type { Format } from '../specs.generated.js';
import { readDataset, writeDataset } from './convert.js';
import { formatOf } from './format.js';
import { formats } from './formats.js';
import { openRows } from './open-rows.js';

const grey = generateGarments({ trainRows: 30, testRows: 10 }).train;
/** Of the one size that CIFAR has. */
const colours = dataset({
  ...grey,
  features: matrix(
    Uint8Array.from({ length: 30 * 3072 }, (_, at) => (at * 7) >> 3),
    30,
    3072,
  ),
  classes: Array.from({ length: 10 }, (_, at) => String(at)),
  shape: [32, 32, 3],
});
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-contract-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const numbers = npyBytes(grey.features.values as Uint8Array, [30, 28, 28]);
const labels = npyBytes(Uint8Array.from(grey.labels), [30]);

/** What another program writes, for formats that are only read. */
const WRITERS: { readonly [Name in Format]?: (path: string) => Promise<void> } = {
  npy: async (path) => {
    await writeFile(path, numbers);
    await writeFile(join(folder, 'y.npy'), labels);
  },
  jsonl: (path) =>
    writeFile(
      path,
      Array.from(grey.labels, (label, row) => {
        const features = [...grey.features.values.subarray(row * 784, (row + 1) * 784)];
        return `${JSON.stringify({ label, features })}\n`;
      }).join(''),
    ),
  npz: (path) => writeFile(path, zipBytes({ 'x_train.npy': numbers, 'y_train.npy': labels })),
  zip: (path) => {
    const files = Array.from(grey.labels, (label, row) => {
      const values = grey.features.values.subarray(row * 784, (row + 1) * 784) as Uint8Array;
      const name = `${label}/${String(row).padStart(2, '0')}.png`;
      return [name, Buffer.from(encodePng({ shape: [28, 28, 1], values }))] as const;
    });
    return writeFile(path, zipBytes(Object.fromEntries(files)));
  },
  cifar: async (path) => {
    const { values } = colours.features;
    const bytes = Array.from(colours.labels).flatMap((label, row) => [
      label,
      ...Array.from({ length: 3072 }, (_, at) => values[row * 3072 + (at % 1024) * 3 + (at >> 10)]),
    ]);
    await writeFile(path, Uint8Array.from(bytes));
  },
};

/** Pictures in folders come class by class. */
const sortedByClass = selectFrom(
  grey,
  rowIndices(Array.from(grey.labels.keys()).sort((a, b) => grey.labels[a] - grey.labels[b] || a - b)),
);
const imagesOf = (name: Format): Dataset => (name === 'cifar' ? colours : name === 'zip' ? sortedByClass : grey);

/** A name that tells the format. */
const nameOf = ({ extensions: [extension], name }: (typeof formats.definitions)[number]): string =>
  name === 'idx' ? 'x-images-idx3-ubyte' : extension === undefined ? 'x' : `x.${extension}`;

describe.each(formats.definitions.map((format) => [format.name, format] as const))('%s', (name, format) => {
  const images = imagesOf(name);
  const write = async (): Promise<string> => {
    const path = join(folder, nameOf(format));
    if (format.isWritten) await writeDataset(images, path);
    else await WRITERS[name]?.(path);
    return path;
  };

  test('is recognised by its names', () => {
    expect(formatOf(nameOf(format))).toBe(name);
    for (const extension of format.extensions) {
      expect([formatOf(`X.${extension.toUpperCase()}`), formatOf(`x.${extension}.gz`)]).toEqual([name, name]);
    }
  });

  test('brings back values, labels and shape, also when the format is named', async () => {
    const path = await write();
    const read = await readDataset(path);
    expect(read.features.values).toEqual(images.features.values);
    expect([read.labels, read.shape]).toEqual([images.labels, images.shape]);
    expect(await readDataset(path, { format: name })).toEqual(read);
  });

  test('gives the same rows each time they are asked for', async () => {
    const source = await openRows(await write());
    expect(await collect(source)).toEqual(await collect(source));
  });

  test('refuses a file that is cut off', async () => {
    const path = await write();
    if (name === 'png') return; // a folder has no end
    const { size } = await stat(path);
    await truncate(path, Math.floor(0.61 * size));
    await expect(readDataset(path)).rejects.toMatchObject({ name: 'SelvedgeError' });
  });

  test('stops by its signal', async () => {
    const signal = AbortSignal.abort();
    await expect(readDataset(await write(), { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  test('is written, or refused with the formats that are', async () => {
    const path = join(folder, 'new', nameOf(format));
    if (format.isWritten) await expect(writeDataset(images, join(folder, nameOf(format)))).resolves.toBeUndefined();
    else
      await expect(writeDataset(images, path, { format: name })).rejects.toThrow(
        /read and not written. Write idx, csv/,
      );
  });
});
