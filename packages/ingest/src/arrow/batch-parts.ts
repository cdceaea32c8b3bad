import type { NumericArray } from '@selvedge/data/types';
import { badTable } from '../table/table.js';
import type { FlatTable } from './flat-table.js';
import type { Layout, NumericType, Skipped } from './schema.js';
import { unpackBuffer } from './unpack-buffer.js';

/** Which items of a column have no value. */
export interface Nulls {
  readonly count: number;
  isNull(row: number): boolean;
}

/** Takes nodes and buffers in the order in which the format flattens the columns. */
export class BatchParts {
  readonly #path: string;
  readonly #nodes: number[][];
  readonly #buffers: number[][];
  readonly #body: Uint8Array;
  readonly #codec: number | undefined;
  readonly #views: number[];
  #unpacked = 0;
  #node = 0;
  #buffer = 0;
  #view = 0;

  constructor(path: string, batch: FlatTable, body: Uint8Array) {
    this.#path = path;
    this.#nodes = batch.structs(1, 2);
    this.#buffers = batch.structs(2, 2);
    this.#body = body;
    this.#codec = batch.table(3)?.uint8(0);
    this.#views = batch.structs(4, 1).map(([count]) => count);
  }

  /** Takes the next node, which has to be of so many items. @returns which of them are null, where any are */
  node(name: string, expected: number): Nulls | undefined {
    const [length, nulls] = this.#nextNode(name);
    if (length !== expected)
      throw badTable(this.#path, `column '${name}' has ${length} items where ${expected} belong`);
    const bits = this.#take(); // says nothing when there are no nulls
    if (nulls === 0) return undefined;
    if (!(nulls > 0 && nulls <= expected) || bits.length * 8 < expected)
      throw badTable(this.#path, `column '${name}' claims ${nulls} nulls of ${expected} items`);
    return { count: nulls, isNull: (row) => ((bits[row >> 3] >> (row & 7)) & 1) === 0 };
  }

  /** Steps over the parts of a column that is not read. */
  skip(name: string, { buffers, isView, children }: Skipped): void {
    this.#nextNode(name);
    const more = isView ? this.#viewed(name) : 0;
    for (let at = 0; at < buffers + more; at++) this.#next();
    for (const child of children) this.#skipLayout(name, child);
  }

  #skipLayout(name: string, layout: Layout): void {
    if (layout.kind === 'skipped') {
      this.skip(name, layout);
      return;
    }
    const own = { numbers: 2, halves: 2, bits: 2, text: 3, 'text-views': 2, 'fixed-list': 1, list: 2, dictionary: 2 }[
      layout.kind
    ];
    this.#nextNode(name);
    for (let at = 0; at < own; at++) this.#next();
    if (layout.kind === 'list' || layout.kind === 'fixed-list') {
      this.#nextNode(name);
      for (let at = 0; at < 2; at++) this.#next();
    }
  }

  /** How many buffers the next column of views has beside its views. */
  #viewed(name: string): number {
    const more = this.#views[this.#view++] ?? 0;
    if (more >= 0 && more <= this.#buffers.length) return more;
    throw badTable(this.#path, `column '${name}' claims ${more} buffers`);
  }

  /** The buffers that the views of a column name. */
  viewed(name: string): readonly Uint8Array[] {
    return Array.from({ length: this.#viewed(name) }, () => this.#take());
  }

  #nextNode(name: string): number[] {
    return this.#nodes[this.#node++] ?? this.#missing(`column '${name}' has no items`);
  }

  #missing(why: string): never {
    throw badTable(this.#path, why);
  }

  numbers(name: string, array: NumericType, count: number): NumericArray {
    const bytes = count * array.BYTES_PER_ELEMENT;
    const taken = this.#take();
    if (taken.length < bytes)
      throw badTable(this.#path, `column '${name}' needs ${bytes} bytes and has ${taken.length}`);
    // A copy, because places in the body are aligned in the file and not in memory.
    return new array(new Uint8Array(taken.subarray(0, bytes)).buffer);
  }

  bytes(): Uint8Array {
    return this.#take();
  }

  #next(): Uint8Array {
    const buffer = this.#buffers[this.#buffer++];
    if (!buffer) throw badTable(this.#path, 'a batch has fewer buffers than its columns need');
    const [offset, length] = buffer;
    if (offset < 0 || length < 0 || offset + length > this.#body.length) {
      throw badTable(
        this.#path,
        `a buffer at ${offset} of ${length} bytes lies outside its batch of ${this.#body.length}`,
      );
    }
    return this.#body.subarray(offset, offset + length);
  }

  #take(): Uint8Array {
    const bytes = this.#next();
    if (this.#codec === undefined || bytes.length === 0) return bytes;
    const plain = unpackBuffer(this.#path, bytes, this.#codec, this.#unpacked);
    this.#unpacked += plain.length;
    return plain;
  }

  finish(): void {
    if (this.#node !== this.#nodes.length || this.#buffer !== this.#buffers.length) {
      throw badTable(this.#path, 'a batch has more parts than its columns need');
    }
  }
}
