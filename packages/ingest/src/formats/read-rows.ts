import { SelvedgeError, type ShapedRows } from '@selvedge/data';
import type { Provenance } from '@selvedge/data/types';
import { openArchive } from '../archive/open-archive.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { fileSource } from '../bytes/file-source.js';
import { csvTableRows } from '../csv/csv-table.js';
import { openPictures, openUnlabelled } from '../pictures/open-pictures.js';
import { collect } from '../rows/collect.js';
import type { RowsBatch, RowsSource } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';
import { checkReading } from './check-reading.js';
import { existingFormat } from './existing-format.js';
import { formats } from './formats.js';
import { listedPictures, openRows, type ReadOptions } from './open-rows.js';

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
  /** Where the rows came from; its steps name what was left out. */
  readonly provenance?: Provenance;
}

/** A category that no training row has. */
export interface UnknownCategory {
  readonly column: string;
  readonly category: string;
  readonly rows: number;
}

export type ReadRowsOptions = Omit<ReadOptions, 'classes'>;

/** Formats whose labels are another array. */
const ARRAYS: readonly Format[] = ['idx', 'npy', 'npz'];

const TABLES: readonly Format[] = ['csv', 'arrow', 'arrow-stream', 'parquet', 'jsonl'];

/**
 * Reads rows that need no labels. A table's label is read where `label` names it; without, a column that is named as
 * labels are is not a feature and is not read. Pictures may lie in any folders, or be one file; their ids are their paths below the
 * folder. Arrays of IDX, NPY and NPZ and pictures of archives need none. Formats whose labels are part of them are read as `readDataset` does.
 *
 * @param path - a file or folder; several, if all are pictures or folders of them
 * @throws SelvedgeError `shape-mismatch` where the file lacks columns of the model; those of `readDataset`
 */
export async function readRows(
  path: string | readonly string[],
  options: ReadRowsOptions = {},
): Promise<RowsToPredict> {
  checkReading('readRows', options);
  if (typeof path !== 'string') return path.length === 1 ? readRows(path[0], options) : severalPictures(path, options);
  const format = await existingFormat(path, options.format);
  if (format === 'png') return picturesOf(path, options);
  const { imageColumn, label } = options;
  if (format === 'parquet') {
    const source = fileSource(path);
    const { openPictureColumn, pictureColumn } = await import('../parquet/open-picture-column.js');
    const pictures = await pictureColumn(source, imageColumn);
    const isLabelled = label !== undefined;
    if (pictures) return ownRows(await openPictureColumn(source, pictures, options, isLabelled), options, isLabelled);
  }
  if (imageColumn !== undefined) {
    const isLabelled = label !== undefined;
    return ownRows(await listedPictures(path, format, imageColumn, options, isLabelled), options, isLabelled);
  }
  if ((format === 'tar' || format === 'zip') && label === undefined)
    return ownRows(await openArchive(path, format, options, false), options, false);
  const needsNoLabels = label === undefined && options.labels === undefined && ARRAYS.includes(format);
  return TABLES.includes(format) || needsNoLabels
    ? rowsOfSource(format, fileSource(path), options)
    : ownRows(await openRows(path, options), options, true);
}

/** Pictures of any folders or one picture; with `label: 'folder'` those of class folders, and their classes. */
async function picturesOf(path: string, options: ReadRowsOptions): Promise<RowsToPredict> {
  if (options.label === undefined) return ownRows(await openUnlabelled([path], options), options, false);
  if (options.label !== 'folder') throw noColumn(path, options.label);
  return ownRows(await openPictures(path, options), options, true);
}

async function severalPictures(paths: readonly string[], options: ReadRowsOptions): Promise<RowsToPredict> {
  const formats = await Promise.all(paths.map((path) => existingFormat(path, options.format)));
  const other = paths.find((_, at) => formats[at] !== 'png');
  if (other !== undefined || options.label !== undefined) throw notPictures(paths, other);
  return ownRows(await openUnlabelled(paths, options), options, false);
}

const notPictures = (paths: readonly string[], other: string | undefined): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    other === undefined
      ? `${paths.length} inputs with a label. Name one folder, whose folders are the classes.`
      : `${other}: one of ${paths.length} inputs, and no picture. Several inputs are pictures or folders of them; name one table.`,
  );

const noColumn = (path: string, label: string | number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: pictures have no column ${label}. Name the folder that a picture lies in as its class: label: 'folder'.`,
  );

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
  const { features, shape, columns, labels, classes, provenance } = await collect({ info, batches }, options);
  return {
    features,
    shape,
    provenance,
    ...(columns && { columns }),
    ...(ids.length > 0 && { ids }),
    ...(isLabelled && options.label !== undefined && { truth: Array.from(labels, (label) => classes[label]) }),
  };
}
