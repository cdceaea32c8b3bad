import { type Dataset, dataset, matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { ByteSource } from '../bytes/byte-source.js';
import { DEFAULT_MAX_BYTES } from '../bytes/gunzip.js';
import { type CollectOptions, collect, GrowingArray } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { guessedShape } from '../rows/guessed-shape.js';
import { NUMBER_ARRAYS, type NumberType } from '../rows/rows.js';
import { badCsv } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { csvRows } from './csv-rows.js';
import { csvTableRows } from './csv-table.js';
import { NotPlain } from './dialect.js';
import { LabelNames } from './label-names.js';

/** Reads CSV into memory in one pass. Options and errors as `readCsv`. */
export async function collectCsv(source: ByteSource, options: CsvReadOptions & CollectOptions = {}): Promise<Dataset> {
  return unlessPlain(
    options,
    () => collectPlain(source, options),
    async () => collect(await csvTableRows(source, options), options),
  );
}

/** Reads the plain way, and by columns where options ask for some of them or the file turns out to need it. */
export async function unlessPlain<T>(
  { features, drop, id, weights, columns, trained, decimal, missing, categories }: CsvReadOptions,
  plain: () => Promise<T>,
  byColumns: () => Promise<T>,
): Promise<T> {
  if ([features, drop, id, weights, columns, trained].some((given) => given !== undefined)) return byColumns();
  if (decimal === ',' || Array.isArray(missing) || categories === 'one-hot') return byColumns();
  try {
    return await plain();
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    return byColumns();
  }
}

async function collectPlain(source: ByteSource, options: CsvReadOptions & CollectOptions): Promise<Dataset> {
  const { maxBytes = DEFAULT_MAX_BYTES, signal } = options;
  const { path } = source;
  const names = new LabelNames();
  const labels = new GrowingArray(Uint16Array, Number.POSITIVE_INFINITY, path);
  let type: NumberType = options.type ?? 'uint8';
  let values = new GrowingArray(NUMBER_ARRAYS[type], maxBytes, path);
  let columns = 0;
  let columnNames: readonly string[] | undefined;
  const fileBytes = await sizeOf(source);
  for await (const rows of csvRows(source, options, names)) {
    throwIfAborted(signal, path);
    if (!rows.bytes && type === 'uint8') {
      if (options.type === 'uint8') throw notBytes(path);
      type = 'float64';
      const wider = new GrowingArray(NUMBER_ARRAYS[type], maxBytes, path);
      wider.append(values.take());
      values = wider;
    }
    columns = rows.columns;
    columnNames = rows.names;
    const done = labels.length + rows.labels.length;
    const expected = rows.textBytes ? Math.ceil((done * fileBytes * 1.01) / rows.textBytes) * columns : 0;
    values.append(rows.values, expected);
    labels.append(rows.labels);
  }
  if (labels.length === 0) throw badCsv(path, 1, undefined, 'the file holds no rows');
  const { classes, numbers } = names.classes(path, options.classes);
  return dataset({
    name: datasetName(path),
    features: matrix(values.take() as Numbers, labels.length, columns),
    labels: (labels.take() as Uint16Array).map((id) => numbers[id]),
    classes,
    shape: guessedShape(path, columns, type, { given: options.shape, names: columnNames }),
    ...(columnNames && { columns: columnNames }),
    provenance: { source: path, steps: [] },
  });
}

async function sizeOf(source: ByteSource): Promise<number> {
  const opened = await source.open();
  await opened.close();
  return opened.size;
}

export const notBytes = (path: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: type 'uint8' was asked for, but not every number is a whole number from 0 to 255. Use 'float32' or 'float64'.`,
  );
