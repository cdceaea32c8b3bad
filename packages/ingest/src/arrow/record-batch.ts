import type { NumericArray } from '@selvedge/data/types';
import { floatsOfHalves } from '../bytes/floats-of-halves.js';
import { badTable, type Column } from '../table/table.js';
import { BatchParts, type Nulls } from './batch-parts.js';
import type { FlatTable } from './flat-table.js';
import type { ArrowField, Layout, NumericType, Skipped } from './schema.js';
import { textDecoding } from './text-decoding.js';
import { textsOfViews, VIEW_BYTES } from './text-views.js';

/** Dictionaries by their number: each a list of texts. */
export type Dictionaries = ReadonlyMap<number, readonly (string | null)[]>;

/**
 * The columns of a record batch. Every count and every place is compared with the bytes that are there before it is
 * used; columns are copies, aligned for their type.
 *
 * @throws SelvedgeError `corrupt-file`; `RangeError` from damaged metadata, for the caller to explain
 */
export function readRecordBatch(
  path: string,
  batch: FlatTable,
  body: Uint8Array,
  fields: readonly ArrowField[],
  dictionaries: Dictionaries,
): { readonly rows: number; readonly columns: readonly Column[] } {
  const rows = batch.int64(0);
  if (rows < 0) throw badTable(path, `a batch of ${rows} rows`);
  const parts = new BatchParts(path, batch, body);
  const columns = fields.map(({ name, layout }) => readColumn(path, name, layout, rows, parts, dictionaries));
  parts.finish();
  return { rows, columns };
}

function readColumn(
  path: string,
  name: string,
  layout: Layout,
  rows: number,
  parts: BatchParts,
  dictionaries: Dictionaries,
): Column {
  if (layout.kind === 'skipped') {
    parts.skip(name, layout);
    return { name, unread: layout.what };
  }
  const nulls = parts.node(name, rows);
  const isList = layout.kind === 'list' || layout.kind === 'fixed-list';
  const column = readValues(path, name, layout, rows, parts, dictionaries, nulls);
  if (!nulls || layout.kind === 'dictionary') return column; // a dictionary has seen to its nulls
  if (isList) return { name, unread: `has ${nulls.count} nulls in place of lists` };
  if ('texts' in column) return { name, texts: column.texts.map((text, row) => (nulls.isNull(row) ? null : text)) };
  return 'numbers' in column ? withMissing(name, column.numbers, nulls) : column;
}

/** Numbers as float64, NaN for those that are missing; whole numbers beyond its range stay apart as they are written. */
function withMissing(name: string, numbers: NumericArray, nulls: Nulls): Column {
  const items = Array.from(numbers as ArrayLike<number | bigint>);
  const values = Float64Array.from(items, (value, row) => (nulls.isNull(row) ? Number.NaN : Number(value)));
  const isExact = items.every(
    (value, row) => nulls.isNull(row) || typeof value === 'number' || BigInt(values[row]) === value,
  );
  if (!isExact) return { name, unread: 'holds whole numbers beyond those of float64' };
  const written = items.map((value, row) => (nulls.isNull(row) ? '' : String(value)));
  return { name, numbers: values, width: 1, missing: nulls.count, written };
}

function readValues(
  path: string,
  name: string,
  layout: Exclude<Layout, Skipped>,
  rows: number,
  parts: BatchParts,
  dictionaries: Dictionaries,
  nulls: Nulls | undefined,
): Column {
  switch (layout.kind) {
    case 'numbers':
      return { name, numbers: parts.numbers(name, layout.array, rows), width: 1 };
    case 'halves':
      return { name, numbers: floatsOfHalves(parts.numbers(name, Uint16Array, rows) as Uint16Array), width: 1 };
    case 'bits': {
      const bits = parts.numbers(name, Uint8Array, Math.ceil(rows / 8)) as Uint8Array;
      return {
        name,
        numbers: Uint8Array.from({ length: rows }, (_, row) => (bits[row >> 3] >> (row & 7)) & 1),
        width: 1,
      };
    }
    case 'text':
      return { name, texts: readTexts(path, name, rows, layout.large, parts) };
    case 'text-views': {
      const views = parts.numbers(name, Uint8Array, rows * VIEW_BYTES) as Uint8Array;
      return { name, texts: textsOfViews(path, name, views, parts.viewed(name), (row) => nulls?.isNull(row) === true) };
    }
    case 'fixed-list':
      if (parts.node(name, rows * layout.width)) return withNulls(name, layout.item, rows * layout.width, parts);
      return { name, numbers: parts.numbers(name, layout.item, rows * layout.width), width: layout.width };
    case 'list': {
      const offsets = readOffsets(path, name, rows, layout.large, parts);
      const width = rows === 0 ? 1 : offsets[1];
      const uneven = Array.from({ length: rows }, (_, row) => row).find(
        (row) => width < 1 || offsets[row + 1] - offsets[row] !== width,
      );
      const items = uneven === undefined ? rows * width : offsets[rows];
      if (parts.node(name, items)) return withNulls(name, layout.item, items, parts);
      if (uneven !== undefined) {
        parts.numbers(name, layout.item, items);
        return { name, unread: `holds lists that differ in length (row ${uneven}); rows need equally many numbers` };
      }
      return { name, numbers: parts.numbers(name, layout.item, rows * width), width };
    }
    case 'dictionary': {
      const codes = parts.numbers(name, layout.index, rows) as ArrayLike<number>;
      const dictionary = dictionaries.get(layout.id);
      if (!dictionary) throw badTable(path, `column '${name}' names dictionary ${layout.id}, which is not there`);
      const texts = Array.from(codes, (code, row) => {
        if (nulls?.isNull(row)) return null; // its code may be anything
        const at = Number(code);
        if (!(at >= 0 && at < dictionary.length)) badCode(path, name, code, dictionary.length);
        return dictionary[at];
      });
      return layout.values.kind === 'numbers' ? numbersOfTexts(name, texts) : { name, texts };
    }
  }
}

/** Values of a dictionary of numbers; as texts where float64 does not hold them, which labels may be. */
function numbersOfTexts(name: string, texts: readonly (string | null)[]): Column {
  const numbers = Float64Array.from(texts, (text) => (text === null ? Number.NaN : Number(text)));
  if (numbers.some((value) => Number.isInteger(value) && !Number.isSafeInteger(value))) return { name, texts };
  const missing = texts.filter((text) => text === null).length;
  return { name, numbers, width: 1, ...(missing > 0 && { missing }), written: texts.map((text) => text ?? '') };
}

function withNulls(name: string, item: NumericType, items: number, parts: BatchParts): Column {
  parts.numbers(name, item, items);
  return { name, unread: 'holds lists with nulls in them' };
}

/** Positions in a list of texts or items: from 0, never falling. */
function readOffsets(path: string, name: string, rows: number, large: boolean, parts: BatchParts): ArrayLike<number> {
  // The format allows a buffer without any offset where there are no rows.
  if (rows === 0) {
    parts.bytes();
    return [0];
  }
  const raw = parts.numbers(name, large ? BigInt64Array : Int32Array, rows + 1);
  const offsets = large ? Array.from(raw as BigInt64Array, Number) : (raw as Int32Array);
  for (let row = 0; row <= rows; row++) {
    if (
      offsets[row] < (row === 0 ? 0 : offsets[row - 1]) ||
      !Number.isSafeInteger(offsets[row]) ||
      (row === 0 && offsets[0] !== 0)
    ) {
      throw badTable(path, `the offsets of column '${name}' do not rise from 0 (row ${row})`);
    }
  }
  return offsets;
}

function readTexts(path: string, name: string, rows: number, large: boolean, parts: BatchParts): string[] {
  const offsets = readOffsets(path, name, rows, large, parts);
  const bytes = parts.bytes();
  if (offsets[rows] > bytes.length)
    throw badTable(path, `the texts of column '${name}' end after their ${bytes.length} bytes`);
  const decode = textDecoding(path, name);
  return Array.from({ length: rows }, (_, row) => decode(bytes.subarray(offsets[row], offsets[row + 1]), row));
}

function badCode(path: string, name: string, code: number | bigint, size: number): never {
  throw badTable(path, `column '${name}' has code ${code} in a dictionary of ${size}`);
}
