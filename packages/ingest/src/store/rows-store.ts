import { createHash } from 'node:crypto';
import { open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Dataset, dataset, type Matrix, matrix, type OnProgress, SelvedgeError } from '@selvedge/data';
import { bytesOf, numbersIn, StoredRows, throwIfAborted } from '@selvedge/data/checks';
import { sha256 } from '@selvedge/files';
import { makeFolder, partName, renameFlushed, writeError, writeFlushed } from '@selvedge/files/steps';
import type { RowsSource } from '../rows/rows.js';
import { type AboutStore, aboutFile, encodeAbout, readAbout } from './about-store.js';
import { digestOfFile, storedFile } from './stored-file.js';

/** Rows whose content has a digest that is known without making the rows. */
export interface DigestibleRows extends RowsSource {
  /** SHA-256 of what the rows are made from, names included; what `batches` has read is not read again. */
  content(): Promise<string>;
  /** Their numbers are whole, from 0 to 65535, and take two bytes each in a store. Default: they are bytes. */
  readonly storedAs?: 'uint16';
}

export const isDigestible = (source: RowsSource): source is DigestibleRows => 'content' in source;

/** Where pictures are kept once they are rows. */
export interface PictureStore {
  /** The folder of all stores. */
  readonly folder: string;
  /** Rows of more bytes than this stay in their file, and are read when they are needed; default 256 MiB. */
  readonly inMemory?: number;
  /** While pictures are decoded for the first time. */
  readonly onProgress?: OnProgress;
}

interface StoreOptions extends PictureStore {
  /** Plain JSON of everything beside the content that decides the rows. */
  readonly settings: unknown;
  readonly signal?: AbortSignal | undefined;
}

const ROWS_FILE = 'rows.bin';
const IN_MEMORY = 256 * 1024 * 1024;
/** Of one input, as it was at different times. */
const KEPT = 2;

/**
 * Rows that are made once: the first time they go into a file, in a folder named after a digest of content and settings; later
 * they are read from there. The file is compared with its digest before it is used, and made again where it differs. Large ones
 * stay there (`StoredRows`).
 *
 * @throws SelvedgeError what making the rows throws; `io`
 */
export async function storedRows(source: DigestibleRows, path: string, options: StoreOptions): Promise<Dataset> {
  const { info } = source;
  const settings = JSON.stringify([VERSION, options.settings, info.shape, info.classes]);
  const place = join(options.folder, sha256(resolve(path)).slice(0, 16));
  const folderOf = async (): Promise<string> => join(place, sha256(settings, await source.content()));
  // Nothing was ever made of this path: it is read once, for its rows and for its digest.
  const isNew = (await stat(place).catch(() => undefined)) === undefined;
  const known = isNew ? undefined : await folderOf();
  const kept = known === undefined ? undefined : await soundStore(known);
  if (kept && known !== undefined) {
    await utimes(known, new Date(), new Date()).catch(() => undefined); // says which of several were used last
    return datasetOf(known, kept, source, options);
  }
  const part = partName(join(place, 'new'));
  try {
    const about = await write(part, source, options);
    const folder = known ?? (await folderOf());
    await rm(folder, { recursive: true, force: true }); // a damaged one
    await renameFlushed(part, folder).catch((cause: unknown) => keepOther(folder, cause));
    await removeOld(place, folder);
    return await datasetOf(folder, about, source, options);
  } catch (cause) {
    throw cause instanceof SelvedgeError ? cause : writeError(place, cause);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Another process may have made the same in the meantime. */
async function keepOther(folder: string, cause: unknown): Promise<void> {
  if (!(await soundStore(folder))) throw cause;
}

async function soundStore(folder: string): Promise<AboutStore | undefined> {
  const about = await readAbout(folder);
  if (!about) return undefined;
  const found = await digestOfFile(join(folder, ROWS_FILE)).catch(() => undefined);
  return found?.sha256 === about.sha256 && found.bytes === about.bytes ? about : undefined;
}

async function write(part: string, source: DigestibleRows, { signal, onProgress }: StoreOptions): Promise<AboutStore> {
  await makeFolder(part, dirname(part));
  const file = await open(join(part, ROWS_FILE), 'wx');
  const hash = createHash('sha256');
  const labels: number[] = [];
  const before = source.info.provenance.steps.length;
  let bytes = 0;
  try {
    for await (const batch of source.batches()) {
      throwIfAborted(signal, source.info.name);
      const { values } = batch.features;
      const stored = bytesOf(source.storedAs === 'uint16' ? Uint16Array.from(values) : values);
      hash.update(stored);
      await file.writeFile(stored);
      for (const label of batch.labels) labels.push(label);
      bytes += stored.length;
      const done = labels.length;
      onProgress?.({ step: 'decode pictures', done, total: source.info.rows ?? done });
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const steps = source.info.provenance.steps.slice(before);
  const about: AboutStore = { labels, steps, bytes, sha256: hash.digest('hex') };
  await writeFlushed(join(part, aboutFile), encodeAbout(about));
  return about;
}

async function datasetOf(
  folder: string,
  { labels, steps, bytes }: AboutStore,
  { info, storedAs }: DigestibleRows,
  { inMemory = IN_MEMORY }: StoreOptions,
): Promise<Dataset> {
  const columns = numbersIn(info.shape);
  const rows = labels.length;
  const rowBytes = columns * (storedAs === 'uint16' ? 2 : 1);
  const view = {
    store: storedFile(join(folder, ROWS_FILE), rows, rowBytes),
    stored: rowBytes,
    ...(storedAs === 'uint16' && { change: floatsOf16 }),
  };
  const stored = new StoredRows(view, { columns, shape: info.shape });
  // What was left out while the rows were made is a step of later readings, too.
  const known = info.provenance.steps.filter((step) => !steps.includes(step));
  return dataset({
    name: info.name,
    features: bytes > inMemory ? stored : matrix(stored.values, rows, columns),
    labels: Uint16Array.from(labels),
    classes: info.classes,
    shape: info.shape,
    provenance: { ...info.provenance, steps: [...known, ...steps] },
  });
}

/** Numbers of 16 bits as float32, which holds them exactly. Stores do not leave the machine that wrote them, nor its byte order. */
function floatsOf16({ values, rows, columns }: Matrix<Uint8Array>): Matrix {
  const numbers = new Uint16Array(values.buffer, values.byteOffset, values.length / 2);
  return matrix(Float32Array.from(numbers), rows, columns / 2);
}

/** Of an input that changes the last states are kept; others, and what killed processes left, are removed. */
async function removeOld(place: string, folder: string): Promise<void> {
  const names = (await readdir(place)).filter((name) => name !== basename(folder) && !name.endsWith('.part'));
  const used = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(place, name)).catch(() => ({ mtimeMs: 0 }))).mtimeMs })),
  );
  const old = used.sort((a, b) => b.at - a.at).slice(KEPT - 1);
  for (const { name } of old) await rm(join(place, name), { recursive: true, force: true });
}

/** Rises when other bytes come of the same pictures and settings. */
const VERSION = 1;
