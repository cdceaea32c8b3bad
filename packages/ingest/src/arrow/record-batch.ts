import type { NumericArray } from '@selvedge/data';
import { badTable, type Column } from '../table/table.js';
import type { FlatTable } from './flat-table.js';
import type { ArrowField, Layout, NumericType } from './schema.js';

/** Dictionaries by their number: each a list of texts. */
export type Dictionaries = ReadonlyMap<number, readonly string[]>;

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
  if (batch.table(3)) throw badTable(path, 'it is compressed, which is not read. Write it without compression');
  const rows = batch.int64(0);
  if (rows < 0) throw badTable(path, `a batch of ${rows} rows`);
  const parts = new Parts(path, batch, body);
  const columns = fields.map(({ name, layout }) => readColumn(path, name, layout, rows, parts, dictionaries));
  parts.finish();
  return { rows, columns };
}

/** Takes nodes and buffers in the order in which the format flattens the columns. */
class Parts {
  readonly #path: string;
  readonly #nodes: number[][];
  readonly #buffers: number[][];
  readonly #body: Uint8Array;
  #node = 0;
  #buffer = 0;

  constructor(path: string, batch: FlatTable, body: Uint8Array) {
    this.#path = path;
    this.#nodes = batch.structs(1, 2);
    this.#buffers = batch.structs(2, 2);
    this.#body = body;
  }

  /** Checks the next node's length, skips its validity and returns nothing: rows without a value are refused. */
  node(name: string, expected: number): void {
    const node = this.#nodes[this.#node++];
    if (!node || node[0] !== expected)
      throw badTable(this.#path, `column '${name}' has ${node?.[0] ?? 'no'} items where ${expected} belong`);
    if (node[1] !== 0) throw badTable(this.#path, `column '${name}' has ${node[1]} nulls; fill or drop these rows`);
    this.#take(0); // the validity bitmap, which says nothing when there are no nulls
  }

  numbers(name: string, array: NumericType, count: number): NumericArray {
    const bytes = count * array.BYTES_PER_ELEMENT;
    const taken = this.#take(bytes);
    if (taken.length < bytes)
      throw badTable(this.#path, `column '${name}' needs ${bytes} bytes and has ${taken.length}`);
    // A copy, because places in the body are aligned in the file and not in memory.
    return new array(new Uint8Array(taken.subarray(0, bytes)).buffer);
  }

  bytes(): Uint8Array {
    return this.#take(0);
  }

  #take(least: number): Uint8Array {
    const buffer = this.#buffers[this.#buffer++];
    if (!buffer) throw badTable(this.#path, 'a batch has fewer buffers than its columns need');
    const [offset, length] = buffer;
    if (offset < 0 || length < 0 || offset + length > this.#body.length || length < Math.min(least, 0)) {
      throw badTable(
        this.#path,
        `a buffer at ${offset} of ${length} bytes lies outside its batch of ${this.#body.length}`,
      );
    }
    return this.#body.subarray(offset, offset + length);
  }

  finish(): void {
    if (this.#node !== this.#nodes.length || this.#buffer !== this.#buffers.length) {
      throw badTable(this.#path, 'a batch has more parts than its columns need');
    }
  }
}

function readColumn(
  path: string,
  name: string,
  layout: Layout,
  rows: number,
  parts: Parts,
  dictionaries: Dictionaries,
): Column {
  parts.node(name, rows);
  switch (layout.kind) {
    case 'numbers':
      return { name, numbers: parts.numbers(name, layout.array, rows), width: 1 };
    case 'bytes':
      return { name, numbers: parts.numbers(name, Uint8Array, rows * layout.width), width: layout.width };
    case 'text':
      return { name, texts: readTexts(path, name, rows, layout.large, parts) };
    case 'fixed-list':
      parts.node(name, rows * layout.width);
      return { name, numbers: parts.numbers(name, layout.item, rows * layout.width), width: layout.width };
    case 'list': {
      const offsets = readOffsets(path, name, rows, layout.large, parts);
      const width = rows === 0 ? 1 : offsets[1];
      for (let row = 0; row < rows; row++) {
        if (width < 1 || offsets[row + 1] - offsets[row] !== width) {
          throw badTable(
            path,
            `lists of column '${name}' differ in length (row ${row}); rows need equally many numbers`,
          );
        }
      }
      parts.node(name, rows * width);
      return { name, numbers: parts.numbers(name, layout.item, rows * width), width };
    }
    case 'dictionary': {
      const codes = parts.numbers(name, layout.index, rows) as ArrayLike<number>;
      const dictionary = dictionaries.get(layout.id);
      if (!dictionary) throw badTable(path, `column '${name}' names dictionary ${layout.id}, which is not there`);
      const texts = Array.from(
        codes,
        (code) => dictionary[Number(code)] ?? badCode(path, name, code, dictionary.length),
      );
      return { name, texts };
    }
  }
}

/** Positions in a list of texts or items: from 0, never falling. */
function readOffsets(path: string, name: string, rows: number, large: boolean, parts: Parts): ArrayLike<number> {
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

function readTexts(path: string, name: string, rows: number, large: boolean, parts: Parts): string[] {
  const offsets = readOffsets(path, name, rows, large, parts);
  const bytes = parts.bytes();
  if (offsets[rows] > bytes.length)
    throw badTable(path, `the texts of column '${name}' end after their ${bytes.length} bytes`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return Array.from({ length: rows }, (_, row) => {
    try {
      return decoder.decode(bytes.subarray(offsets[row], offsets[row + 1]));
    } catch (cause) {
      throw badTable(path, `a text of column '${name}' is not UTF-8 (row ${row})`, cause);
    }
  });
}

function badCode(path: string, name: string, code: number | bigint, size: number): never {
  throw badTable(path, `column '${name}' has code ${code} in a dictionary of ${size}`);
}
