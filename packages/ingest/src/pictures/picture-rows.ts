import { matrix, SelvedgeError } from '@selvedge/data';
import { messageOf, numbersIn, throwIfAborted } from '@selvedge/data/checks';
import type { ImageOptions } from '@selvedge/data/types';
import { readBytes, sha256 } from '@selvedge/files';
import type { DecodedPicture } from '@selvedge/images/types';
import type { CollectOptions } from '../rows/collect.js';
import { batchRows, NUMBER_ARRAYS, type RowsBatch, type RowsInfo } from '../rows/rows.js';
import type { DigestibleRows } from '../store/rows-store.js';
import { decodePicture } from './decode-picture.js';

/** How pictures become rows. */
export interface PictureOptions extends CollectOptions {
  /** Their size and channels. Default: their own, which must not differ then. */
  readonly image?: ImageOptions;
  /** A damaged picture stops the reading (`error`, default), or is left out and named in the provenance. */
  readonly onBadImage?: 'error' | 'skip';
  /** Keep a digest of each picture while it is read, so that `content` need not read it again. */
  readonly keepDigests?: boolean;
}

/** A picture to read. */
export interface PictureFile {
  readonly path: string;
  /** Where its bytes are not a file of that path: reads them. */
  readonly read?: () => Promise<Uint8Array>;
  /** Names the row. */
  readonly id: string;
  readonly label: number;
}

/**
 * Rows of pictures, in their order. The first of them is decoded at once, because its shape is that of all.
 *
 * @param info - without what the pictures say
 * @throws SelvedgeError `shape-mismatch` for pictures that differ in size or channels; those of `decodePicture`
 */
export async function pictureRows(
  files: readonly PictureFile[],
  info: Pick<RowsInfo, 'name' | 'classes' | 'provenance'>,
  options: PictureOptions,
): Promise<DigestibleRows> {
  const { onBadImage = 'error', image } = options;
  const reading: Reading = { options, digests: new Map(), skipped: [] };
  const steps = [...info.provenance.steps, ...(image ? [`image: ${JSON.stringify(image)}`] : [])];
  const first = await firstOf(files, { ...reading, skipped: [] });
  const whole: RowsInfo = {
    ...info,
    shape: first.picture.shape,
    type: image?.depth === 16 ? 'float32' : 'uint8',
    ...(onBadImage === 'error' && { rows: files.length }),
    provenance: { ...info.provenance, steps },
  };
  return {
    info: whole,
    ...(image?.depth === 16 && { storedAs: 'uint16' }),
    async *batches() {
      const skipped: string[] = [];
      yield* batches(files, first.path, whole, { ...reading, skipped });
      // The provenance is read when the rows are: what was left out is known now.
      if (skipped.length > 0) steps.push(leftOut(files.length, skipped));
    },
    content: () => contentOf(files, reading),
  };
}

const leftOut = (all: number, skipped: readonly string[]): string =>
  `read ${all - skipped.length} images; left out ${skipped.length} damaged: ${skipped.join('; ')}`;

interface Reading {
  readonly options: PictureOptions;
  /** Of pictures that were read. */
  readonly digests: Map<PictureFile, string>;
  /** Why damaged ones were left out. */
  readonly skipped: string[];
}

async function firstOf(
  files: readonly PictureFile[],
  reading: Reading,
): Promise<{ readonly path: string; readonly picture: DecodedPicture }> {
  for (const file of files) {
    const picture = await decoded(file, reading);
    if (picture) return { path: file.path, picture };
  }
  throw new SelvedgeError(
    'corrupt-file',
    `none of ${files.length} pictures can be read. The first: ${reading.skipped[0]}`,
  );
}

/** Of all pictures with their names and classes. */
async function contentOf(files: readonly PictureFile[], { options, digests }: Reading): Promise<string> {
  const parts: string[] = [];
  for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
    throwIfAborted(options.signal, files[at].path);
    const digestOf = async (file: PictureFile): Promise<string> =>
      digests.get(file) ?? sha256(await bytesOfPicture(file, options));
    const some = files.slice(at, at + FILES_AT_ONCE);
    const found = await Promise.all(some.map(digestOf));
    parts.push(...some.map(({ id, label }, offset) => JSON.stringify([id, label, found[offset]])));
  }
  return sha256(parts.join('\n'));
}

const bytesOfPicture = ({ path, read }: PictureFile, { signal }: PictureOptions): Promise<Uint8Array> =>
  read ? read() : readBytes(path, signal);

/** Decoding is spread over the threads of Node; more files only take memory. */
const FILES_AT_ONCE = 64;

async function* batches(
  files: readonly PictureFile[],
  firstPath: string,
  { shape, name, type }: RowsInfo,
  reading: Reading,
): AsyncGenerator<RowsBatch, void> {
  const columns = numbersIn(shape);
  const Values = NUMBER_ARRAYS[type];
  const step = batchRows(columns * Values.BYTES_PER_ELEMENT);
  for (let start = 0; start < files.length; start += step) {
    const some = files.slice(start, start + step);
    const values = new Values(some.length * columns);
    const kept: PictureFile[] = [];
    for (let at = 0; at < some.length; at += FILES_AT_ONCE) {
      throwIfAborted(reading.options.signal, name);
      const part = some.slice(at, at + FILES_AT_ONCE);
      const pictures = await Promise.all(part.map((file) => decoded(file, reading)));
      for (const [offset, picture] of pictures.entries()) {
        if (!picture) continue;
        const file = part[offset];
        if (picture.shape.join() !== shape.join()) throw otherShape(file.path, picture.shape, firstPath, shape);
        values.set(picture.values, kept.length * columns);
        kept.push(file);
      }
    }
    yield {
      features: matrix(values.subarray(0, kept.length * columns), kept.length, columns),
      labels: Uint16Array.from(kept, ({ label }) => label),
      ids: kept.map(({ id }) => id),
    };
  }
}

/** Undefined for a damaged picture that is left out. */
async function decoded(file: PictureFile, { options, digests, skipped }: Reading): Promise<DecodedPicture | undefined> {
  try {
    const bytes = await bytesOfPicture(file, options);
    if (options.keepDigests) digests.set(file, sha256(bytes));
    return await decodePicture(bytes, file.path, options.image);
  } catch (error) {
    const isDamaged = error instanceof SelvedgeError && error.code === 'corrupt-file';
    if (options.onBadImage !== 'skip' || !isDamaged) throw error;
    skipped.push(messageOf(error));
    return undefined;
  }
}

function otherShape(path: string, got: readonly number[], firstPath: string, shape: readonly number[]): SelvedgeError {
  const isSize = got[0] !== shape[0] || got[1] !== shape[1];
  const shown = ([height, width, channels]: readonly number[]): string =>
    `${height} x ${width} pixels of ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
  return new SelvedgeError(
    'shape-mismatch',
    `${path}: ${shown(got)} where ${firstPath} has ${shown(shape)}. ` +
      (isSize
        ? 'Bring all to one size with image: { size: 96 }.'
        : 'Bring all to the same channels with image: { channels: rgb }.'),
  );
}
