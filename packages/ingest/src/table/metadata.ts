import type { Provenance } from '@selvedge/data/types';
import type { RowsInfo } from '../rows/rows.js';
import { badTable, type Column, type Table, type TableBatch } from './table.js';

/** The column of lists that hold the features, in files that this library writes. */
const LIST_NAME = 'features';

/** What a schema's metadata says about the rows, beyond what the format itself does. */
export interface TableMetadata {
  readonly name?: string;
  readonly shape?: readonly number[];
  readonly classes?: readonly string[];
  /** Names of the features within the list that holds them. */
  readonly columns?: readonly string[];
  readonly provenance?: Provenance;
  /** The columns that pandas calls the index of its frame. */
  readonly index?: readonly string[];
  /** The columns that are periods of pandas, which it stores as the whole numbers that count them. */
  readonly periods?: readonly string[];
}

/** Metadata for a schema: JSON under keys of our own, which other programs pass on or ignore. */
export function encodeMetadata(info: RowsInfo): Map<string, string> {
  return new Map([
    ['selvedge.name', info.name],
    ['selvedge.shape', JSON.stringify(info.shape)],
    ['selvedge.classes', JSON.stringify(info.classes)],
    ...(info.columns ? [['selvedge.columns', JSON.stringify(info.columns)] as const] : []),
    ['selvedge.provenance', JSON.stringify(info.provenance)],
  ]);
}

/** @throws SelvedgeError `corrupt-file` when what stands under our keys is not what we write there */
export function decodeMetadata(path: string, metadata: ReadonlyMap<string, string>): TableMetadata {
  const shape = json(path, metadata, 'selvedge.shape');
  const classes = json(path, metadata, 'selvedge.classes');
  const columns = json(path, metadata, 'selvedge.columns');
  const provenance = json(path, metadata, 'selvedge.provenance');
  const name = metadata.get('selvedge.name');
  if (shape !== undefined && !isShape(shape)) throw bad(path, 'selvedge.shape', 'sizes');
  if (classes !== undefined && !isNames(classes)) throw bad(path, 'selvedge.classes', 'class names');
  if (columns !== undefined && !isNames(columns)) throw bad(path, 'selvedge.columns', 'names of columns');
  if (provenance !== undefined && !isProvenance(provenance)) throw bad(path, 'selvedge.provenance', 'a provenance');
  return {
    ...(name && { name }),
    ...(shape && { shape }),
    ...(classes && { classes }),
    ...(columns && { columns }),
    index: pandasIndex(metadata.get('pandas')),
    periods: pandasPeriods(metadata.get('pandas')),
    ...(provenance && { provenance }),
  };
}

/**
 * The columns as the metadata say they are: files of this library have one feature as lists of one number, whose name stands
 * there, and periods are not numbers.
 */
export function asDescribed(table: Table, { columns: names, periods = [] }: TableMetadata): Table {
  if (names?.length !== 1 && periods.length === 0) return table;
  const own = (column: Column): Column => {
    if (periods.includes(column.name)) return { name: column.name, unread: 'holds periods of pandas' };
    return names?.length === 1 && column.name === LIST_NAME ? { ...column, name: names[0] } : column;
  };
  async function* batches(): AsyncGenerator<TableBatch, void> {
    for await (const { rows, columns } of table.batches()) yield { rows, columns: columns.map(own) };
  }
  return { ...table, batches };
}

function json(path: string, metadata: ReadonlyMap<string, string>, key: string): unknown {
  const text = metadata.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bad(path, key, 'JSON', cause);
  }
}

/** A frame's index is a column of the file, or a range that is not: https://pandas.pydata.org/docs/development/developer.html */
function pandasIndex(text: string | undefined): readonly string[] {
  try {
    const { index_columns: columns }: { index_columns?: unknown } = JSON.parse(text ?? '{}');
    return Array.isArray(columns) ? columns.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return []; // not ours to judge
  }
}

function pandasPeriods(text: string | undefined): readonly string[] {
  try {
    const { columns = [] }: { columns?: { field_name?: unknown; name?: unknown; numpy_type?: unknown }[] } = JSON.parse(
      text ?? '{}',
    );
    return columns
      .filter(({ numpy_type: type }) => typeof type === 'string' && type.startsWith('period['))
      .map(({ field_name: field, name }) => String(field ?? name));
  } catch {
    return []; // not ours to judge
  }
}

const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((size) => Number.isSafeInteger(size) && size > 0);

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.every((name) => typeof name === 'string' && name !== '') &&
  new Set(value).size === value.length;

function isProvenance(value: unknown): value is Provenance {
  if (typeof value !== 'object' || value === null) return false;
  const { source, steps } = value as Record<string, unknown>;
  return typeof source === 'string' && Array.isArray(steps) && steps.every((step) => typeof step === 'string');
}

const bad = (path: string, key: string, what: string, cause?: unknown): Error =>
  badTable(path, `the metadata under '${key}' are not ${what}. Remove them, or write the file again`, cause);
