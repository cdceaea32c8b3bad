import type { NumericArray } from '@selvedge/data';
import { parquetRead, type SchemaElement } from 'hyparquet';
import type { ByteSource } from '../bytes/byte-source.js';
import { type FormatDefinition, tableOptions } from '../formats/definition.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import { badTable, type Column, type TableBatch, type TableReadOptions } from '../table/table.js';
import { tableRows } from '../table/table-rows.js';
import { COMPRESSORS, PageCheck } from './check-pages.js';
import { explained, openParquetFile, type ParquetFile } from './parquet-file.js';

/** Opens a Parquet file (plain or Snappy) for reading, one row group at a time. */
export async function openParquet(
  source: ByteSource,
  options: TableReadOptions & CollectOptions = {},
): Promise<RowsSource> {
  const { path } = source;
  const { metadata, close } = await openParquetFile(source);
  await close();
  const entries = (metadata.key_value_metadata ?? []).flatMap(({ key, value }) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return tableRows({ path, metadata: new Map(entries), batches: () => groups(source) }, options);
}

async function* groups(source: ByteSource): AsyncGenerator<TableBatch, void> {
  const { path } = source;
  const file = await openParquetFile(source);
  try {
    const columns = columnsOf(path, file.metadata.schema);
    const check = await explained(path, async () => new PageCheck(file.metadata));
    let rowStart = 0;
    for (const group of file.metadata.row_groups) {
      const rows = Number(group.num_rows);
      await explained(path, () => check.check(file.buffer, group));
      if (rows > 0) yield await readGroup(path, file, columns, rowStart, rows);
      rowStart += rows;
    }
  } finally {
    await file.close();
  }
}

type ArrayType = new (length: number) => NumericArray;

/** A column at the top of the schema. */
interface ColumnForm {
  readonly name: string;
  /** Undefined for texts. */
  readonly array: ArrayType | undefined;
  readonly list: boolean;
}

async function readGroup(
  path: string,
  { buffer, metadata }: ParquetFile,
  forms: readonly ColumnForm[],
  rowStart: number,
  rows: number,
): Promise<TableBatch> {
  const pieces = new Map<string, unknown[][]>(forms.map(({ name }) => [name, []]));
  await explained(path, () =>
    parquetRead({
      file: buffer,
      metadata,
      compressors: COMPRESSORS,
      rowStart,
      rowEnd: rowStart + rows,
      onChunk: ({ columnName, columnData }) => {
        pieces.get(columnName)?.push(columnData as unknown[]);
      },
    }),
  );
  return { rows, columns: forms.map((form) => toColumn(path, form, pieces.get(form.name) ?? [], rows)) };
}

function toColumn(
  path: string,
  { name, array, list }: ColumnForm,
  pieces: readonly ArrayLike<unknown>[],
  rows: number,
): Column {
  const count = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (count !== rows) throw badTable(path, `column '${name}' has ${count} values in a group of ${rows} rows`);
  const values = pieces.flatMap((piece) => Array.from(piece));
  if (array === undefined) {
    return { name, texts: values.map((value) => (typeof value === 'string' ? value : notThere(path, name, value))) };
  }
  const width = list && Array.isArray(values[0]) ? values[0].length : 1;
  if (width === 0) throw badTable(path, `column '${name}' has empty lists`);
  const numbers = new array(rows * width);
  for (let row = 0; row < rows; row++) {
    const items = list ? (values[row] as unknown) : [values[row]];
    if (!Array.isArray(items) || items.length !== width) {
      throw badTable(
        path,
        `lists of column '${name}' differ in length (row ${row} of its group); rows need equally many numbers`,
      );
    }
    for (let at = 0; at < width; at++) {
      const value: unknown = items[at];
      if (typeof value !== 'number' && typeof value !== 'bigint') notThere(path, name, value);
      numbers[row * width + at] = value as never;
      if (!Object.is(numbers[row * width + at], value))
        throw badTable(path, `${value} in column '${name}' is outside its type`);
    }
  }
  return { name, numbers, width };
}

function notThere(path: string, name: string, value: unknown): never {
  const what = value === null || value === undefined ? 'a null' : `a ${typeof value}`;
  throw badTable(path, `column '${name}' holds ${what} where a value belongs; fill or drop these rows`);
}

/** The columns at the top of the schema: a leaf each, or a list of one kind of number. */
function columnsOf(path: string, schema: readonly SchemaElement[]): ColumnForm[] {
  const forms: ColumnForm[] = [];
  let at = 1;
  for (let child = 0; child < (schema[0]?.num_children ?? 0); child++) {
    const element = schema[at];
    if (!element) throw badTable(path, 'its schema ends in the middle');
    const list = (element.num_children ?? 0) > 0;
    // A list is a group of a repeated group of an element; anything else nested is not rows of numbers.
    if (
      list &&
      (element.num_children !== 1 || schema[at + 1]?.num_children !== 1 || (schema[at + 2]?.num_children ?? 0) > 0)
    ) {
      throw unread(path, element.name);
    }
    const leaf = list ? schema[at + 2] : element;
    if (!leaf || (!list && element.repetition_type === 'REPEATED')) throw unread(path, element.name);
    const array = arrayOf(leaf);
    if (array === undefined && (list || !isText(leaf))) throw unread(path, element.name);
    forms.push({ name: element.name, array, list });
    at += list ? 3 : 1;
  }
  if (new Set(forms.map(({ name }) => name)).size !== forms.length)
    throw badTable(path, 'two columns have the same name');
  return forms;
}

const INTEGERS: Readonly<Record<string, ArrayType>> = {
  UINT_8: Uint8Array,
  INT_8: Int8Array,
  UINT_16: Uint16Array,
  INT_16: Int16Array,
  UINT_32: Uint32Array,
  INT_32: Int32Array,
  UINT_64: BigUint64Array,
  INT_64: BigInt64Array,
};

function arrayOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): ArrayType | undefined {
  const named = logical?.type === 'INTEGER' ? `${logical.isSigned ? '' : 'U'}INT_${logical.bitWidth}` : converted;
  if (type === 'FLOAT') return Float32Array;
  if (type === 'DOUBLE') return Float64Array;
  if (type !== 'INT32' && type !== 'INT64') return undefined;
  if (named === undefined) return type === 'INT32' ? Int32Array : BigInt64Array;
  return Object.hasOwn(INTEGERS, named) ? INTEGERS[named] : undefined;
}

const isText = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'BYTE_ARRAY' &&
  (converted === 'UTF8' || logical?.type === 'STRING' || (converted === undefined && logical === undefined));

const unread = (path: string, name: string): Error =>
  badTable(
    path,
    `column '${name}' has a type that is not read: need integers, FLOAT, DOUBLE, texts, or lists of numbers`,
  );

export const parquetFormat: FormatDefinition = {
  name: 'parquet',
  description: 'An Apache Parquet file.',
  extensions: ['parquet'],
  labels: 'inside',
  isWritten: true,
  open: (source, options) => openParquet(source, tableOptions(options)),
};
