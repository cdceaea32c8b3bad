import type { SelvedgeError } from '@selvedge/data';
import type { NumericArray } from '@selvedge/data/types';
import { parquetRead, type SchemaElement } from 'hyparquet';
import type { ByteSource } from '../bytes/byte-source.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import { KeptBatches } from '../table/kept-batches.js';
import {
  badTable,
  type Column,
  type Table,
  type TableBatch,
  type TableReadOptions,
  twoOfOneName,
} from '../table/table.js';
import { tableRows } from '../table/table-rows.js';
import { arrowDurations, DURATIONS } from './arrow-durations.js';
import { COMPRESSORS, PageCheck } from './check-pages.js';
import { FlatNumbers, type StoredArrayType } from './flat-numbers.js';
import { explained, openParquetFile, type ParquetFile } from './parquet-file.js';

/** Opens a Parquet file for reading, one row group at a time. Columns of types that are not read may be in it. */
export async function openParquet(
  source: ByteSource,
  options: TableReadOptions & CollectOptions = {},
): Promise<RowsSource> {
  return tableRows(await parquetTable(source), options);
}

/** The same as columns. */
export async function parquetTable(source: ByteSource): Promise<Table> {
  const { path } = source;
  const { metadata, close } = await openParquetFile(source);
  await close();
  const entries = await explained(path, async () =>
    (metadata.key_value_metadata ?? []).flatMap(({ key, value }) =>
      value === undefined ? [] : [[key, value] as const],
    ),
  );
  const kept = new KeptBatches(() => groups(source));
  return { path, metadata: new Map(entries), batches: () => kept.batches() };
}

async function* groups(source: ByteSource): AsyncGenerator<TableBatch, void> {
  const { path } = source;
  const file = await openParquetFile(source);
  try {
    const durations = arrowDurations(file.metadata.key_value_metadata);
    const columns = columnsOf(path, file.metadata.schema).map((form) =>
      durations.has(form.name) ? { name: form.name, unread: DURATIONS } : form,
    );
    const check = await explained(path, async () => new PageCheck(file.metadata, path));
    let rowStart = 0;
    for (const group of file.metadata.row_groups) {
      const rows = Number(group.num_rows);
      const decoded = new Map(columns.flatMap((form) => flatNumbers(form, rows)));
      await explained(path, () => check.check(file.buffer, group, namesRead(columns), decoded));
      if (rows > 0) yield await readGroup(path, file, columns, rowStart, rows, decoded);
      rowStart += rows;
    }
  } finally {
    await file.close();
  }
}

type ArrayType = new (length: number) => NumericArray;

/**
 * A column at the top of the schema: values, undefined for texts, and whether in lists; or what it holds instead. `stored`:
 * of one number a row, as the file has it.
 */
type ColumnForm =
  | {
      readonly name: string;
      readonly array: ArrayType | undefined;
      readonly list: boolean;
      readonly stored?: StoredArrayType;
    }
  | { readonly name: string; readonly unread: string };

const namesRead = (forms: readonly ColumnForm[]): string[] =>
  forms.flatMap((form) => ('unread' in form ? [] : [form.name]));

const flatNumbers = (form: ColumnForm, rows: number): (readonly [string, FlatNumbers])[] =>
  'unread' in form || !form.stored ? [] : [[form.name, new FlatNumbers(form.stored, rows)]];

async function readGroup(
  path: string,
  { buffer, metadata }: ParquetFile,
  forms: readonly ColumnForm[],
  rowStart: number,
  rows: number,
  decoded: ReadonlyMap<string, FlatNumbers>,
): Promise<TableBatch> {
  const flat = new Map([...decoded].map(([name, column]) => [name, column.numbers]));
  const pieces = new Map<string, unknown[][]>(forms.map(({ name }) => [name, []]));
  const columns = namesRead(forms).filter((name) => !flat.get(name));
  await explained(path, async () =>
    columns.length === 0
      ? undefined
      : parquetRead({
          file: buffer,
          metadata,
          columns,
          compressors: COMPRESSORS,
          rowStart,
          rowEnd: rowStart + rows,
          onChunk: ({ columnName, columnData }) => {
            pieces.get(columnName)?.push(columnData as unknown[]);
          },
        }),
  );
  return {
    rows,
    columns: forms.map((form) => {
      const { name } = form;
      const numbers = flat.get(name);
      if (!numbers) return toColumn(path, form, pieces.get(name) ?? [], rows);
      if (numbers.length !== rows) throw otherCount(path, name, numbers.length, rows);
      return { name, numbers, width: 1 };
    }),
  };
}

const otherCount = (path: string, name: string, count: number, rows: number): SelvedgeError =>
  badTable(path, `column '${name}' has ${count} values in a group of ${rows} rows`);

function toColumn(path: string, form: ColumnForm, pieces: readonly ArrayLike<unknown>[], rows: number): Column {
  if ('unread' in form) return form;
  const { name, array, list } = form;
  const count = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (count !== rows) throw otherCount(path, name, count, rows);
  const values = pieces.flatMap((piece) => Array.from(piece));
  if (array === undefined && values.some((value) => typeof value === 'string' && value.includes('\uFFFD')))
    return { name, unread: 'holds bytes that are not UTF-8 text' }; // those that differ would read the same
  if (array === undefined) {
    return { name, texts: values.map((value) => (typeof value === 'string' ? value : nullOf(path, name, value))) };
  }
  return list ? listColumn(path, name, array, values) : numberColumn(path, name, array, values);
}

function numberColumn(path: string, name: string, array: ArrayType, values: readonly unknown[]): Column {
  const numbers = new array(values.length);
  let missing = 0;
  for (const [row, value] of values.entries()) {
    if (value === null || value === undefined) missing++;
    else store(path, name, numbers, row, value);
  }
  if (missing === 0) return { name, numbers, width: 1 };
  const there = (row: number): boolean => values[row] !== null && values[row] !== undefined;
  const floats = Float64Array.from(values, (_, row) => (there(row) ? Number(numbers[row]) : Number.NaN));
  const written = values.map((_, row) => (there(row) ? String(numbers[row]) : ''));
  if (
    floats.some(
      (value, row) =>
        there(row) && !Number.isNaN(value) && String(value) !== written[row] && !/[.e]/i.test(written[row]),
    )
  )
    return { name, unread: 'holds whole numbers beyond those of float64' };
  return { name, numbers: floats, width: 1, missing, written };
}

function listColumn(path: string, name: string, array: ArrayType, values: readonly unknown[]): Column {
  const [first] = values;
  const width = Array.isArray(first) ? first.length : 0;
  const uneven = values.findIndex((items) => !Array.isArray(items) || items.length !== width || width === 0);
  if (uneven >= 0)
    return {
      name,
      unread: `holds lists that differ in length (row ${uneven} of its group); rows need equally many numbers`,
    };
  const numbers = new array(values.length * width);
  for (const [row, items] of (values as unknown[][]).entries()) {
    for (let at = 0; at < width; at++) {
      if (items[at] === null || items[at] === undefined) return { name, unread: 'holds lists with nulls in them' };
      store(path, name, numbers, row * width + at, items[at]);
    }
  }
  return { name, numbers, width };
}

function store(path: string, name: string, numbers: NumericArray, at: number, value: unknown): void {
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (typeof number !== 'number' && typeof number !== 'bigint')
    throw badTable(path, `column '${name}' holds a ${typeof value} where a number belongs`);
  numbers[at] = number as never;
  if (!Object.is(numbers[at], number)) throw badTable(path, `${value} in column '${name}' is outside its type`);
}

function nullOf(path: string, name: string, value: unknown): null {
  if (value === null || value === undefined) return null;
  throw badTable(path, `column '${name}' holds a ${typeof value} where a text belongs`);
}

/** The columns at the top of the schema: a leaf each, or a list of one kind of number. */
function columnsOf(path: string, schema: readonly SchemaElement[]): ColumnForm[] {
  const forms: ColumnForm[] = [];
  let at = 1;
  for (let child = 0; child < (schema[0]?.num_children ?? 0); child++) {
    if (!schema[at]) throw badTable(path, 'its schema ends in the middle');
    if (typeof schema[at].name !== 'string') throw badTable(path, 'its schema has a column without a name');
    forms.push(formOf(schema, at));
    at = endOf(path, schema, at);
  }
  const names = forms.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw twoOfOneName(path, names);
  return forms;
}

function formOf(schema: readonly SchemaElement[], at: number): ColumnForm {
  const element = schema[at];
  const { name } = element;
  const list = (element.num_children ?? 0) > 0;
  // A list is a group of a repeated group of an element; anything else nested is not rows of numbers.
  const isList = element.num_children === 1 && schema[at + 1]?.num_children === 1 && !schema[at + 2]?.num_children;
  if (list && !isList) return { name, unread: 'holds records or nested lists' };
  const leaf = list ? schema[at + 2] : element;
  if (!leaf || (!list && element.repetition_type === 'REPEATED')) return { name, unread: 'holds repeated values' };
  const array = arrayOf(leaf);
  if (array !== undefined || (!list && isText(leaf))) {
    const isStored = !list && leaf.type !== 'FIXED_LEN_BYTE_ARRAY'; // which halves are
    const stored = isStored ? STORED.find((type) => type === array) : undefined;
    return { name, array, list, ...(stored && { stored }) };
  }
  return { name, unread: unreadType(leaf) };
}

/** Where the elements below one of the schema end. */
function endOf(path: string, schema: readonly SchemaElement[], start: number): number {
  let at = start;
  for (let open = 1; open > 0; at++) {
    if (!schema[at]) throw badTable(path, 'its schema ends in the middle');
    open += (schema[at].num_children ?? 0) - 1;
  }
  return at;
}

function unreadType({ type, converted_type: converted, logical_type: logical }: SchemaElement): string {
  const named = logical?.type ?? converted ?? type ?? '';
  if (/^TIME(?:_|$)/.test(named)) return 'holds times';
  if (/^(?:DATE|TIMESTAMP|INT96)/.test(named)) return 'holds dates';
  return `holds values of type ${named}`;
}

/** Arrays into which values go as the file has them. */
const STORED: readonly StoredArrayType[] = [Float32Array, Float64Array, Int32Array, BigInt64Array];

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
  const named =
    logical?.type === 'INTEGER'
      ? `${logical.isSigned ? '' : 'U'}INT_${logical.bitWidth}`
      : (converted ?? (logical?.type === 'TIME' || logical?.type === 'TIMESTAMP' ? logical.type : undefined));
  if (logical?.type === 'FLOAT16') return Float32Array;
  if (type === 'FLOAT') return Float32Array;
  if (type === 'DOUBLE') return Float64Array;
  if (type === 'BOOLEAN') return Uint8Array;
  if (type !== 'INT32' && type !== 'INT64') return undefined;
  if (named === undefined) return type === 'INT32' ? Int32Array : BigInt64Array;
  return Object.hasOwn(INTEGERS, named) ? INTEGERS[named] : undefined;
}

const isText = ({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  type === 'BYTE_ARRAY' &&
  (converted === 'UTF8' || logical?.type === 'STRING' || (converted === undefined && logical === undefined));
