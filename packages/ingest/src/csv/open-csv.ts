import { matrix } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { ByteSource } from '../bytes/byte-source.js';
import type { FormatDefinition } from '../formats/definition.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { guessedShape } from '../rows/guessed-shape.js';
import { NUMBER_ARRAYS, type NumberType, type RowsBatch, type RowsSource } from '../rows/rows.js';
import { notBytes, unlessPlain } from './collect-csv.js';
import { badCsv } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { csvRows } from './csv-rows.js';
import { csvTableRows } from './csv-table.js';
import { LabelNames } from './label-names.js';

/**
 * Opens a CSV file for reading in batches. The file is read twice: a CSV does not say what its classes, its element
 * type and its number of rows are, and other formats want to know that first.
 */
export async function openCsv(source: ByteSource, options: CsvReadOptions & CollectOptions = {}): Promise<RowsSource> {
  return unlessPlain(
    options,
    () => openPlain(source, options),
    () => csvTableRows(source, options),
  );
}

async function openPlain(source: ByteSource, options: CsvReadOptions & CollectOptions): Promise<RowsSource> {
  const { path } = source;
  const names = new LabelNames();
  let rows = 0;
  let columns = 0;
  let columnNames: readonly string[] | undefined;
  let bytes = true;
  for await (const batch of csvRows(source, options, names)) {
    throwIfAborted(options.signal, path);
    rows += batch.labels.length;
    columns = batch.columns;
    columnNames = batch.names;
    bytes &&= batch.bytes;
  }
  if (rows === 0) throw badCsv(path, 1, undefined, 'the file holds no rows');
  if (options.type === 'uint8' && !bytes) throw notBytes(path);
  const type: NumberType = options.type ?? (bytes ? 'uint8' : 'float64');
  const { classes } = names.classes(path, options.classes);
  const info = {
    name: datasetName(path),
    shape: guessedShape(path, columns, type, { given: options.shape, names: columnNames }),
    ...(columnNames && { columns: columnNames }),
    classes,
    type,
    rows,
    provenance: { source: path, steps: [] },
  };
  return { info, batches: () => secondPass(source, { ...options, classes }, type) };
}

async function* secondPass(
  source: ByteSource,
  options: CsvReadOptions,
  type: NumberType,
): AsyncGenerator<RowsBatch, void> {
  const { path } = source;
  const names = new LabelNames();
  for await (const batch of csvRows(source, options, names)) {
    const { numbers } = names.classes(path, options.classes);
    const ArrayType = NUMBER_ARRAYS[type];
    const values = batch.values instanceof ArrayType ? batch.values.slice() : ArrayType.from(batch.values);
    yield {
      features: matrix(values, batch.labels.length, batch.columns),
      labels: batch.labels.map((id) => numbers[id]),
    };
  }
}

export const csvFormat: FormatDefinition = {
  name: 'csv',
  description: 'Text with a row a line, its label in a column; plain or gzip.',
  extensions: ['csv', 'tsv', 'txt'],
  labels: 'inside',
  isWritten: true,
  open: openCsv,
};
