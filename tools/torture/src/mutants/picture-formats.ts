import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageOptions } from '@selvedge/data/types';
import { decodeImage } from '@selvedge/images';
import { readDataset, writeDataset } from '@selvedge/ingest';
import { encodePng } from '@selvedge/ingest/decode';
import { zipSync } from 'fflate';
import type { Format } from './format.js';
import { mutateBytes } from './mutate-bytes.js';
import { sampleRows } from './sample-rows.js';

const store = (folder: string) => ({ folder: join(folder, 'stores') });

/** Files of Pillow: JPEG, PNG, WebP, GIF, TIFF and AVIF, in every way that the decoder knows. */
const PICTURES: readonly { readonly file: string }[] = JSON.parse(
  readFileSync(new URL('../../../../packages/images/src/decode-image.reference.json', import.meta.url), 'utf8'),
);

const pictureBytes = (at: number): Uint8Array => Buffer.from(PICTURES[at].file, 'base64');

/** Archives of pictures, pictures inside of other files, and the store of what they became. */
export const PICTURE_FORMATS: readonly Format[] = [
  {
    name: 'picture',
    async make(folder) {
      await writeFile(join(folder, 'picture'), pictureBytes(0));
      return ['picture'];
    },
    mutate: (_, rng) => mutateBytes(pictureBytes(rng.int(PICTURES.length)), rng),
    async read(folder, rng) {
      const image = [{}, { size: 16, depth: 8 }, { depth: 16 }, { size: 16, depth: 16 }][rng.int(4)] as ImageOptions;
      return decodeImage(await readFile(join(folder, 'picture')), 'picture', { image });
    },
  },
  {
    name: 'tar',
    async make(folder) {
      await writeDataset(sampleRows(12, 1), join(folder, 'x.tar'));
      return ['x.tar'];
    },
    read: (folder, rng) =>
      readDataset(join(folder, 'x.tar'), [{}, { image: { size: 4 } }, { image: { depth: 16 as const } }][rng.int(3)]),
  },
  {
    name: 'zip',
    async make(folder) {
      const { features, labels } = sampleRows(12, 1);
      const files = Array.from(labels, (label, row) => {
        const values = features.values.subarray(row * 36, (row + 1) * 36) as Uint8Array;
        return [`photos/${label}/${row}.png`, encodePng({ shape: [6, 6, 1], values })] as const;
      });
      await writeFile(join(folder, 'x.zip'), zipSync(Object.fromEntries(files)));
      return ['x.zip'];
    },
    read: (folder, rng) => readDataset(join(folder, 'x.zip'), { onBadImage: rng.int(2) === 0 ? 'error' : 'skip' }),
  },
  {
    name: 'cifar',
    async make(folder) {
      const bytes = new Uint8Array(4 * 3073);
      for (let row = 0; row < 4; row++) bytes[row * 3073] = row;
      await writeFile(join(folder, 'x.bin'), bytes);
      await writeFile(join(folder, 'batches.meta.txt'), 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n');
      return ['x.bin', 'batches.meta.txt'];
    },
    read: (folder) => readDataset(join(folder, 'x.bin')),
  },
  {
    name: 'pictures.parquet',
    async make(folder) {
      const text = await readFile(REFERENCE, 'utf8');
      const files: Readonly<Record<string, string>> = JSON.parse(text);
      for (const [codec, bytes] of Object.entries(files))
        await writeFile(join(folder, `${codec}.parquet`), Buffer.from(bytes, 'base64'));
      return Object.keys(files).map((codec) => `${codec}.parquet`);
    },
    async read(folder) {
      const read: unknown[] = [];
      for (const name of (await readdir(folder)).filter((each) => each.endsWith('.parquet')))
        read.push(await readDataset(join(folder, name)));
      return read;
    },
  },
  {
    name: 'store',
    async make(folder) {
      const pictures = join(folder, 'pictures');
      await writeDataset(sampleRows(12, 1), pictures);
      await readDataset(pictures, { store: store(folder) });
      const [place] = await readdir(join(folder, 'stores'));
      const [key] = await readdir(join(folder, 'stores', place));
      // The place is named after the path of the pictures, and mutants are read elsewhere.
      await mkdir(join(folder, 'whole'));
      for (const name of ['rows.bin', 'about.json'])
        await rename(join(folder, 'stores', place, key, name), join(folder, 'whole', name));
      await rm(join(folder, 'stores'), { recursive: true });
      return ['whole/rows.bin', 'whole/about.json'];
    },
    async read(folder) {
      const pictures = join(folder, 'pictures');
      const first = await readDataset(pictures, { store: store(folder) });
      const [place] = await readdir(join(folder, 'stores'));
      const [key] = await readdir(join(folder, 'stores', place));
      for (const name of ['rows.bin', 'about.json'])
        await writeFile(join(folder, 'stores', place, key, name), await readFile(join(folder, 'whole', name)));
      const again = await readDataset(pictures, { store: store(folder) });
      const isSame = Buffer.compare(first.features.values as Uint8Array, again.features.values as Uint8Array) === 0;
      if (!isSame || String(first.labels) !== String(again.labels)) throw new Error('a damaged store was used');
      return again;
    },
  },
];

/** Files of pyarrow in four codecs, as `datasets` of Hugging Face writes them. */
const REFERENCE = new URL(
  '../../../../packages/ingest/src/parquet/open-picture-column.reference.json',
  import.meta.url,
);
