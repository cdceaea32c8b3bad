import { SelvedgeError, type ShapedRows } from '@selvedge/data';
import type { ByteSource } from '../bytes/byte-source.js';
import { fileSource } from '../bytes/file-source.js';
import { csvTableRows } from '../csv/csv-table.js';
import { collect } from '../rows/collect.js';
import type { RowsBatch, RowsSource } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';
import { existingFormat } from './existing-format.js';
import { formats } from './formats.js';
import { openRows, type ReadOptions } from './open-rows.js';

/** Rows for a model to predict. */
export interface RowsToPredict extends ShapedRows {
  /** Names of the features in their order, where the file has them. */
  readonly columns?: readonly string[];
  /** What names each row, where a column does. */
  readonly ids?: readonly string[];
  /** The classes as the file has them, one per row, where a label was asked for. */
  readonly truth?: readonly string[];
  /** Texts of categories that the model was not trained on, by their column, with how many rows have them; they are 0. */
  readonly unknown?: readonly UnknownCategory[];
}

/** A category that no training row has. */
export interface UnknownCategory {
  readonly column: string;
  readonly category: string;
  readonly rows: number;
}

export type ReadRowsOptions = Omit<ReadOptions, 'classes'>;

const TABLES: readonly Format[] = ['csv', 'arrow', 'arrow-stream', 'parquet'];

/**
 * Reads rows that need no labels. A table's label is read where `label` names it; without, a column that is named as
 * labels are is not a feature and is not read. Formats whose labels are part of them are read as `readDataset` does.
 *
 * @throws SelvedgeError `shape-mismatch` where the file lacks columns of the model; those of `readDataset`
 */
export async function readRows(path: string, options: ReadRowsOptions = {}): Promise<RowsToPredict> {
  const format = await existingFormat(path, options.format);
  return TABLES.includes(format)
    ? rowsOfSource(format, fileSource(path), options)
    : ownRows(await openRows(path, options), options, true);
}

/** The same from bytes of a table: of what stands on the standard input, say. */
export async function rowsOfSource(
  format: Format,
  source: ByteSource,
  options: ReadRowsOptions,
): Promise<RowsToPredict> {
  const isLabelled = options.label !== undefined;
  const { labels: _, columns, ...rest } = options;
  const chosen = columns && options.features === undefined ? { columns } : {};
  const unknown = new Map<string, { column: string; category: string; rows: number }>();
  const onUnknown = (column: string, category: string): void => {
    const key = JSON.stringify([column, category]);
    const seen = unknown.get(key) ?? { column, category, rows: 0 };
    unknown.set(key, { ...seen, rows: seen.rows + 1 });
  };
  const reading = { ...rest, ...chosen, isLabelled, onUnknown };
  const opened = await openTable(format, source, reading);
  const rows = await ownRows(opened, options, isLabelled);
  return unknown.size > 0 ? { ...rows, unknown: [...unknown.values()] } : rows;
}

async function openTable(
  format: Format,
  source: ByteSource,
  reading: ReadOptions & { readonly isLabelled: boolean },
): Promise<RowsSource> {
  if (format === 'csv') return csvTableRows(source, reading, reading.isLabelled);
  const { open } = formats.definitionOf(format);
  if (!open) throw new SelvedgeError('unsupported', `${source.path}: ${format} is not one file.`);
  return open(source, reading, () => source);
}

async function ownRows(source: RowsSource, options: ReadRowsOptions, isLabelled: boolean): Promise<RowsToPredict> {
  const ids: string[] = [];
  const { info } = source;
  async function* batches(): AsyncGenerator<RowsBatch, void> {
    for await (const batch of source.batches()) {
      for (const id of batch.ids ?? []) ids.push(id);
      yield batch;
    }
  }
  const { features, shape, columns, labels, classes } = await collect({ info, batches }, options);
  return {
    features,
    shape,
    ...(columns && { columns }),
    ...(ids.length > 0 && { ids }),
    ...(isLabelled && options.label !== undefined && { truth: Array.from(labels, (label) => classes[label]) }),
  };
}
