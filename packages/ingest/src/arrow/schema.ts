import { badTable, twoOfOneName, unsupportedTable } from '../table/table.js';
import type { FlatTable } from './flat-table.js';

type NumericType =
  | Uint8ArrayConstructor
  | Int8ArrayConstructor
  | Uint16ArrayConstructor
  | Int16ArrayConstructor
  | Uint32ArrayConstructor
  | Int32ArrayConstructor
  | Float32ArrayConstructor
  | Float64ArrayConstructor
  | BigInt64ArrayConstructor
  | BigUint64ArrayConstructor;

/** The layouts that are read, of the many that Arrow has. */
export type Layout =
  | { readonly kind: 'numbers'; readonly array: NumericType }
  | { readonly kind: 'halves' }
  | { readonly kind: 'bits' }
  | { readonly kind: 'text'; readonly large: boolean }
  | { readonly kind: 'text-views' }
  | { readonly kind: 'fixed-list'; readonly width: number; readonly item: NumericType }
  | { readonly kind: 'list'; readonly large: boolean; readonly item: NumericType }
  | { readonly kind: 'dictionary'; readonly id: number; readonly index: NumericType; readonly values: Layout }
  | Skipped;

/** Of a type that is not read: stepped over, so that the other columns can be. */
export interface Skipped {
  readonly kind: 'skipped';
  /** As in `holds dates`. */
  readonly what: string;
  readonly buffers: number;
  /** Buffers of a view are as many as the batch says. */
  readonly isView: boolean;
  readonly children: readonly Layout[];
}

export interface ArrowField {
  readonly name: string;
  readonly layout: Layout;
}

export interface ArrowSchema {
  readonly fields: readonly ArrowField[];
  /** Numbers of dictionaries of columns that are not read, or that lie within lists and records. */
  readonly unreadDictionaries: ReadonlySet<number>;
  readonly metadata: ReadonlyMap<string, string>;
}

const TYPE = {
  int: 2,
  float: 3,
  utf8: 5,
  bool: 6,
  list: 12,
  fixedList: 16,
  largeUtf8: 20,
  largeList: 21,
  utf8View: 24,
};

/** The other types by number: what they hold, and how many buffers the format gives each. */
const SKIPPED: Readonly<Record<number, readonly [what: string, buffers: number]>> = {
  1: ['holds nulls alone', 0],
  2: ['holds whole numbers of an unusual width', 2],
  4: ['holds binary values', 3],
  7: ['holds decimals', 2],
  8: ['holds dates', 2],
  9: ['holds times', 2],
  10: ['holds dates', 2],
  11: ['holds intervals', 2],
  12: ['holds nested lists', 2],
  13: ['holds records', 1],
  15: ['holds binary values', 2],
  16: ['holds nested lists', 1],
  17: ['holds maps', 2],
  18: ['holds durations', 2],
  19: ['holds binary values', 3],
  21: ['holds nested lists', 2],
  22: ['is run-end encoded', 0],
  23: ['holds binary values', 2],
  24: ['holds texts as views', 2],
  25: ['holds lists as views', 3],
  26: ['holds lists as views', 3],
};
const VIEWS = [23, 24];
const UNION = 14;
const MAX_DEPTH = 16;

/** @throws SelvedgeError `unsupported` for a big-endian file and for two columns of one name */
export function readSchema(path: string, schema: FlatTable): ArrowSchema {
  if (schema.int16(0) !== 0) {
    throw unsupportedTable(
      path,
      'it is big-endian, which few programs write and this one does not read. Write it on a little-endian machine',
    );
  }
  const described = schema.tables(1);
  const fields = described.map((field) => readField(path, field));
  const read = fields.flatMap(({ layout }) => (layout.kind === 'dictionary' ? [layout.id] : []));
  const ids = described.flatMap((field) => dictionaryIds(field));
  const names = new Set(fields.map(({ name }) => name));
  if (names.size !== fields.length)
    throw twoOfOneName(
      path,
      fields.map(({ name }) => name),
    );
  return {
    fields,
    unreadDictionaries: new Set(ids.filter((id) => !read.includes(id))),
    metadata: new Map(schema.tables(2).map((entry) => [entry.text(0), entry.text(1)])),
  };
}

/** Of a column and what is nested in it, whose depth has been checked. */
function dictionaryIds(field: FlatTable): readonly number[] {
  const encoding = field.table(4);
  return [...(encoding ? [encoding.int64(0)] : []), ...field.tables(5).flatMap(dictionaryIds)];
}

function readField(path: string, field: FlatTable): ArrowField {
  const name = field.text(0);
  const values = layoutOf(path, name, field);
  const encoding = field.table(4);
  if (!encoding) return { name, layout: values };
  if (!['text', 'text-views', 'numbers'].includes(values.kind)) {
    const what = `holds a dictionary whose values are not texts or numbers`;
    return { name, layout: { kind: 'skipped', what, buffers: 2, isView: false, children: [] } };
  }
  const index = intType(encoding.table(1));
  return { name, layout: { kind: 'dictionary', id: encoding.int64(0), index: index ?? Int32Array, values } };
}

function layoutOf(path: string, name: string, field: FlatTable, depth = 0): Layout {
  if (depth > MAX_DEPTH) throw badTable(path, `column '${name}' is nested too deeply`);
  const type = field.uint8(2);
  const details = field.table(3);
  const children = field.tables(5);
  const numbers = numericType(type, details);
  if (numbers) return { kind: 'numbers', array: numbers };
  if (type === TYPE.float && (details?.int16(0) ?? 0) === 0) return { kind: 'halves' };
  if (type === TYPE.utf8 || type === TYPE.largeUtf8) return { kind: 'text', large: type === TYPE.largeUtf8 };
  if (type === TYPE.utf8View && depth === 0) return { kind: 'text-views' };
  if (type === TYPE.bool) return { kind: 'bits' };
  const item = children.length === 1 ? numericType(children[0].uint8(2), children[0].table(3)) : undefined;
  if (item && children[0].table(4) === undefined) {
    if (type === TYPE.fixedList) return { kind: 'fixed-list', width: positive(path, name, details?.int32(0)), item };
    if (type === TYPE.list || type === TYPE.largeList) return { kind: 'list', large: type === TYPE.largeList, item };
  }
  const nested = children.map((child) => {
    if (child.table(4)) return { kind: 'skipped', what: '', buffers: 2, isView: false, children: [] } as const; // its codes
    return layoutOf(path, name, child, depth + 1);
  });
  const isView = VIEWS.includes(type);
  if (type === UNION) {
    const buffers = details?.int16(0) === 1 ? 2 : 1; // dense ones have places, too
    return { kind: 'skipped', what: 'holds values of several types', buffers, isView, children: nested };
  }
  if (!Object.hasOwn(SKIPPED, type))
    throw unsupportedTable(path, `column '${name}' has a type of number ${type}, which is not read`);
  const [what, buffers] = SKIPPED[type];
  return { kind: 'skipped', what, buffers, isView, children: nested };
}

function numericType(type: number, details: FlatTable | undefined): NumericType | undefined {
  if (type === TYPE.int) return intType(details);
  const precision = details?.int16(0) ?? 0;
  if (type === TYPE.float && precision === 1) return Float32Array;
  if (type === TYPE.float && precision === 2) return Float64Array;
  return undefined;
}

function intType(details: FlatTable | undefined): NumericType | undefined {
  const signed = details?.uint8(1) === 1;
  switch (details?.int32(0)) {
    case 8:
      return signed ? Int8Array : Uint8Array;
    case 16:
      return signed ? Int16Array : Uint16Array;
    case 32:
      return signed ? Int32Array : Uint32Array;
    case 64:
      return signed ? BigInt64Array : BigUint64Array;
    default:
      return undefined;
  }
}

function positive(path: string, name: string, width: number | undefined): number {
  if (width !== undefined && width > 0) return width;
  throw badTable(path, `column '${name}' has lists of ${width} items`);
}

export type { NumericType };
