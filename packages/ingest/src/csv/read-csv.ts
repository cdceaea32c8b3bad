import { type Dataset, dataset, matrix, type Numbers, SelvedgeError, throwIfAborted } from '@selvedge/data';
import { DEFAULT_MAX_BYTES } from '../bytes/gunzip.js';
import { sizeOf } from '../bytes/read-bytes.js';
import { type CollectOptions, GrowingArray } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { columnsOf, NUMBER_ARRAYS, type NumberType } from '../rows/rows.js';
import { badCsv } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { csvRows } from './csv-rows.js';
import { LabelNames } from './label-names.js';
import { readInTwoHalves } from './two-halves.js';

/**
 * Reads a CSV file, plain or gzip, into memory: a label and numbers a line. Image files of whole numbers take a fast
 * path; anything else (quotes, decimals, names, other line ends) goes through csv-parse, with the same result.
 *
 * @throws SelvedgeError `corrupt-file` with line and column, `not-found`, `io`, `invalid-argument` for a label column
 * that is not there or a label that is none of `classes`, `shape-mismatch`, `unsupported` beyond `maxBytes`, `aborted`
 */
export async function readCsv(path: string, options: CsvReadOptions & CollectOptions = {}): Promise<Dataset> {
  const { maxBytes = DEFAULT_MAX_BYTES, signal } = options;
  const names = new LabelNames();
  throwIfAborted(signal, path);
  if ((options.type ?? 'uint8') === 'uint8') {
    const both = await readInTwoHalves(path, options, maxBytes);
    if (both) return datasetOf(path, options, names, both);
  }
  const labels = new GrowingArray(Uint16Array, Number.POSITIVE_INFINITY, path);
  let type: NumberType = options.type ?? 'uint8';
  let values = new GrowingArray(NUMBER_ARRAYS[type], maxBytes, path);
  let columns = 0;
  const fileBytes = await sizeOf(path);
  for await (const rows of csvRows(path, options, names)) {
    throwIfAborted(signal, path);
    if (!rows.bytes && type === 'uint8') {
      if (options.type === 'uint8') throw notBytes(path);
      type = 'float64';
      const wider = new GrowingArray(NUMBER_ARRAYS[type], maxBytes, path);
      wider.append(values.take());
      values = wider;
    }
    columns = rows.columns;
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
    shape: csvShape(path, columns, type, options),
    provenance: { source: path, steps: [] },
  });
}

/** Rows that two threads have read. */
function datasetOf(
  path: string,
  options: CsvReadOptions,
  names: LabelNames,
  { columns, values, labels }: NonNullable<Awaited<ReturnType<typeof readInTwoHalves>>>,
): Dataset {
  const ids = labels.map((label) => names.ofNumber(label));
  const { classes, numbers } = names.classes(path, options.classes);
  return dataset({
    name: datasetName(path),
    features: matrix(values, labels.length, columns),
    labels: ids.map((id) => numbers[id]),
    classes,
    shape: csvShape(path, columns, 'uint8', options),
    provenance: { source: path, steps: [] },
  });
}

/** The shape of a row: as given, else a square image where the columns allow one. */
export function csvShape(
  path: string,
  columns: number,
  type: NumberType,
  { shape }: CsvReadOptions,
): readonly number[] {
  if (shape) {
    if (columnsOf(shape) === columns) return shape;
    throw new SelvedgeError(
      'shape-mismatch',
      `${path}: shape [${shape.join(', ')}] needs ${columnsOf(shape)} numbers a row; the file has ${columns} beside the label.`,
    );
  }
  const side = Math.sqrt(columns);
  return type === 'uint8' && columns >= 64 && Number.isInteger(side) ? [side, side, 1] : [columns];
}

export const notBytes = (path: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: type 'uint8' was asked for, but not every number is a whole number from 0 to 255. Use 'float32' or 'float64'.`,
  );
