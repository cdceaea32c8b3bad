import type { Dataset, OnProgress } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import { readCsv } from '../csv/read-csv.js';
import { loadImages } from '../pictures/load-images.js';
import { collect } from '../rows/collect.js';
import type { RowsInfo, RowsSource } from '../rows/rows.js';
import { rowsOf } from '../rows/rows-of.js';
import { isDigestible, storedRows } from '../store/rows-store.js';
import { checkReading } from './check-reading.js';
import { createSink, type WriteOptions } from './create-sink.js';
import { existingFormat } from './existing-format.js';
import { openRows, type ReadOptions } from './open-rows.js';

export interface ConvertOptions {
  /** How to read. */
  readonly from?: ReadOptions;
  /** How to write. */
  readonly to?: WriteOptions;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/**
 * Reads a file or folder into memory; with a `store`, many pictures stay in its file (`StoredRows`).
 *
 * @throws SelvedgeError as `openRows`; `unsupported` beyond `maxBytes`
 */
export async function readDataset(path: string, options: ReadOptions = {}): Promise<Dataset> {
  checkReading('readDataset', options);
  const isPlainCsv = options.imageColumn === undefined && (await existingFormat(path, options.format)) === 'csv';
  if (isPlainCsv) return readCsv(path, options); // reads it once, not twice
  const source = await openRows(path, options);
  const { store, image, onBadImage, signal } = options;
  if (store === undefined || !isDigestible(source)) return collect(source, options);
  return storedRows(source, path, { ...store, signal, settings: [image, onBadImage, await decoderVersion()] });
}

/** Other decoders may give other pixels. */
const decoderVersion = (): Promise<string> =>
  loadImages('').then(
    (images) => images.decoderVersion,
    () => 'plain PNG only',
  );

/**
 * Writes a data set. A reader sees the whole file or none; an existing file is replaced, a filled folder is refused.
 *
 * @throws SelvedgeError `invalid-argument` for a format that is only read, `shape-mismatch` when the format cannot hold the rows, `io`
 */
export async function writeDataset(dataset: Dataset, path: string, options: WriteOptions = {}): Promise<void> {
  await copyRows(rowsOf(dataset), path, { to: options });
}

/**
 * Converts between formats a batch at a time, so that memory does not grow with the file. Values, their type, the
 * shape, labels and class names arrive unchanged where the target can hold them: IDX and CSV of images hold class
 * numbers only, and CSV and PNG hold no difference between float32 and float64.
 *
 * @returns what was written
 * @throws SelvedgeError as `openRows` and `writeDataset`; nothing is left half-written
 */
export async function convert(input: string, output: string, options: ConvertOptions = {}): Promise<RowsInfo> {
  const { signal } = options;
  const source = await openRows(input, { ...options.from, ...(signal && { signal }) });
  await copyRows(source, output, options);
  return source.info;
}

async function copyRows(source: RowsSource, path: string, { to, onProgress, signal }: ConvertOptions): Promise<void> {
  const { info } = source;
  const sink = await createSink(path, info, to);
  try {
    let done = 0;
    for await (const batch of source.batches()) {
      throwIfAborted(signal, `convert to ${path}`);
      await sink.write(batch);
      done += batch.features.rows;
      onProgress?.({ step: `write ${path}`, done, total: info.rows ?? done });
    }
    await sink.close();
  } catch (error) {
    await sink.abort();
    throw error;
  }
}
