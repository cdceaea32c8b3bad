import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDataset, writeDataset } from '@selvedge/ingest';
import { decodeDataset, decodePng } from '@selvedge/ingest/decode';
import { gzipSync, zipSync } from 'fflate';
import { command } from './command-in-process.js';
import type { Format } from './format.js';
import { mutateJsonText } from './mutate-json.js';
import { PICTURE_FORMATS } from './picture-formats.js';
import { sampleRows } from './sample-rows.js';
import { jsonlOf, tableRows } from './table-models.js';

/** Files of data. Each is read in both ways, from disk and from memory. */
export const DATA_FORMATS: readonly Format[] = [
  ...PICTURE_FORMATS,
  ...['csv', 'csv.gz', 'arrow', 'arrows', 'parquet'].map((extension): Format => {
    const file = `x.${extension}`;
    return {
      name: extension,
      async make(folder) {
        await writeDataset(sampleRows(12, 1), join(folder, file));
        return [file];
      },
      async read(folder, rng) {
        if (rng.int(2) === 0) return readDataset(join(folder, file));
        return decodeDataset({ name: file, bytes: await readFile(join(folder, file)) });
      },
    };
  }),
  ...['jsonl', 'jsonl.gz'].map((extension): Format => {
    const file = `x.${extension}`;
    return {
      name: extension,
      async make(folder) {
        const text = Buffer.from(jsonlOf(tableRows(12, 1)));
        await writeFile(join(folder, file), extension === 'jsonl' ? text : gzipSync(text));
        return [file];
      },
      read: (folder, rng) =>
        readDataset(join(folder, file), { missing: 'nan', categories: rng.int(2) === 0 ? 'error' : 'one-hot' }),
    };
  }),
  {
    name: 'idx',
    async make(folder) {
      await writeDataset(sampleRows(12, 1), join(folder, 'x-images-idx3-ubyte'));
      return readdir(folder);
    },
    read: (folder) => readDataset(join(folder, 'x-images-idx3-ubyte')),
  },
  {
    name: 'npy',
    async make(folder) {
      await writeFile(join(folder, 'x.npy'), npyBytes(sampleRows(12, 1).features.values as Uint8Array, [12, 6, 6]));
      await writeFile(join(folder, 'y.npy'), npyBytes(Uint8Array.from(sampleRows(12, 1).labels), [12]));
      return ['x.npy', 'y.npy'];
    },
    read: (folder) => readDataset(join(folder, 'x.npy')),
  },
  {
    name: 'npz',
    async make(folder) {
      const x = npyBytes(sampleRows(12, 1).features.values as Uint8Array, [12, 6, 6]);
      const y = npyBytes(Uint8Array.from(sampleRows(12, 1).labels), [12]);
      await writeFile(join(folder, 'x.npz'), zipSync({ 'x.npy': x, 'y.npy': y }));
      return ['x.npz'];
    },
    read: (folder) => readDataset(join(folder, 'x.npz')),
  },
  {
    name: 'png',
    async make(folder) {
      await writeDataset(sampleRows(12, 1), join(folder, 'pictures'));
      const names = await readdir(join(folder, 'pictures', 'bar'));
      return [`pictures/bar/${names[0]}`];
    },
    async read(folder, rng) {
      if (rng.int(2) === 0) return readDataset(join(folder, 'pictures'));
      const [name] = await readdir(join(folder, 'pictures', 'bar'));
      return decodePng(await readFile(join(folder, 'pictures', 'bar', name)), name);
    },
  },
  {
    name: 'manifest',
    async make(folder) {
      const text = await readFile(new URL('../../../../datasets/fashion-mnist.json', import.meta.url));
      await writeFile(join(folder, 'package.json'), '{}');
      await writeDataset(sampleRows(12, 1), join(folder, 'x.csv'));
      await mkdir(join(folder, 'datasets'));
      await writeFile(join(folder, 'datasets', 'fashion-mnist.json'), text);
      return ['datasets/fashion-mnist.json'];
    },
    mutate: mutateJsonText,
    read: (folder) => command(folder, ['data', 'list']),
  },
  {
    name: 'manifest:pictures',
    async make(folder) {
      await writeFile(join(folder, 'package.json'), '{}');
      await writeDataset(sampleRows(12, 1), join(folder, 'spots', 'train'));
      await mkdir(join(folder, 'datasets'));
      await writeFile(join(folder, 'datasets', 'spots.json'), JSON.stringify(SPOTS));
      return ['datasets/spots.json'];
    },
    mutate: mutateJsonText,
    read: (folder, rng) =>
      command(folder, rng.int(3) === 0 ? ['data', 'list'] : ['data', 'info', 'spots', '--data', '.']),
  },
];

/** A data set of pictures, with all that a manifest can say of how they become rows. */
const SPOTS = {
  name: 'spots',
  title: 'Spots',
  licence: 'CC0-1.0',
  shape: [4, 5, 3],
  classes: ['bar', 'dot', 'rest'],
  splits: {
    train: {
      format: 'png',
      rows: 12,
      data: { file: 'train' },
      options: { image: { size: [4, 5], fit: 'contain', background: [0, 9, 255], depth: 8 }, onBadImage: 'skip' },
    },
  },
};

/** An NPY file of bytes, as numpy.save writes it. */
function npyBytes(values: Uint8Array, shape: readonly number[]): Uint8Array {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11, ' ')}\n`;
  const header = Buffer.alloc(10);
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(padded.length, 8);
  return Buffer.concat([header, Buffer.from(padded), values]);
}
