import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { CsvReadOptions } from '../csv/csv-options.js';
import { LabelNames } from '../csv/label-names.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import type { RowsSource } from '../rows/rows.js';
import { columnNamed, labelColumn } from '../table/column-roles.js';
import { badTable, type Table, type TableReadOptions, unsupportedTable } from '../table/table.js';
import { labelIds, textsOf } from '../table/table-rows.js';
import { type PictureOptions, pictureRows } from './picture-rows.js';

/** Where pictures are that a table lists. */
export interface ListedPictures {
  /** The column of a table that holds the paths of pictures. */
  readonly imageColumn?: string;
  /**
   * The folder that these paths begin at, itself a path that begins at the folder of the table; default: that folder. With
   * `{}` in it, paths are what stands there: `photos/{}.jpg`. No path may lead out of it.
   */
  readonly imageFolder?: string;
}

type Options = ListedPictures & PictureOptions & TableReadOptions & CollectOptions & Pick<CsvReadOptions, 'decimal'>;

/**
 * Opens the pictures that a table lists, a row each: with their labels, or without. Their ids are the paths as the table has
 * them.
 *
 * @throws SelvedgeError `invalid-argument` for a column that is not there; `corrupt-file` for an empty path; those of
 * `pictureRows`
 */
export async function picturesOfTable(
  table: Table,
  imageColumn: string,
  options: Options,
  isLabelled: boolean,
): Promise<RowsSource> {
  const { path } = table;
  const names = new LabelNames();
  const listed: { readonly id: string; readonly label: number }[] = [];
  for await (const { columns, rows } of table.batches()) {
    throwIfAborted(options.signal, path);
    const column = columnNamed(path, columns, imageColumn);
    const texts = textsOf(column);
    if (texts.length < rows) throw noPaths(path, imageColumn, 'unread' in column ? column.unread : 'holds no texts');
    const label = isLabelled ? labelColumn(path, columns, { ...options, id: imageColumn }, [], true) : undefined;
    const labels = label ? labelIds(path, label, names) : new Uint16Array(rows);
    for (const [row, id] of texts.entries()) {
      if (id.trim() === '') throw badTable(path, `row ${listed.length + 1} has no path in column '${imageColumn}'`);
      listed.push({ id, label: labels[row] });
    }
  }
  if (listed.length === 0) throw unsupportedTable(path, 'it holds no rows');
  const { classes, numbers } = isLabelled
    ? names.classes(path, options.classes, options.decimal)
    : { classes: ['unknown'], numbers: [0] };
  const files = listed.map(({ id, label }) => ({ path: pathOf(path, id, options), id, label: numbers[label] }));
  const about = { name: datasetName(path), classes, provenance: { source: path, steps: [] } };
  return pictureRows(files, about, options);
}

/** @throws SelvedgeError `invalid-argument` for a path that leads out of the folder of the pictures */
function pathOf(table: string, id: string, { imageFolder = '.' }: ListedPictures): string {
  const [before = '', after = ''] = imageFolder.split('{}', 2);
  const isPattern = imageFolder.includes('{}');
  const folder = resolve(dirname(table), isPattern ? before.replace(/[^/\\]*$/, '') : imageFolder);
  const written = isPattern && !isAbsolute(id) ? `${before}${id}${after}` : id;
  const path = resolve(isPattern ? dirname(table) : folder, written);
  const within = relative(folder, path);
  if (within === '..' || within.startsWith(`..${sep}`) || isAbsolute(within)) throw outside(table, id, folder);
  return path;
}

const outside = (table: string, id: string, folder: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${table}: the path '${id}' leads out of ${folder}. Name a folder above all pictures: imageFolder: '..', say.`,
  );

const noPaths = (path: string, column: string, what: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: column '${column}' ${what}; need the paths of pictures. Pictures inside of a table are not read: write them to files.`,
  );
