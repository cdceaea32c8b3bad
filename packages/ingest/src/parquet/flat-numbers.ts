import type { NumericArray } from '@selvedge/data/types';
import type { PageTaker } from './check-pages.js';
import { varint, varintBytes } from './check-thrift.js';
import type { CheckedPage } from './check-values.js';

/** The arrays that hold the physical types of Parquet as they are stored. */
export type StoredArrayType =
  | Float32ArrayConstructor
  | Float64ArrayConstructor
  | Int32ArrayConstructor
  | BigInt64ArrayConstructor;
type StoredArray = InstanceType<StoredArrayType>;

/** Bits and a byte fit 32. */
const MAX_INDEX_BITS = 24;

/**
 * Decodes a column of numbers, one per row and none missing, page by page into typed arrays: plain ones and those of a
 * dictionary. A column that has anything else is left to the library, which makes lists of JavaScript values.
 */
export class FlatNumbers implements PageTaker {
  readonly #type: StoredArrayType;
  readonly #rows: number;
  #dictionary: StoredArray;
  #numbers: StoredArray;
  #length = 0;
  #isLeft = false;

  /** @param rows - how many the file claims */
  constructor(type: StoredArrayType, rows: number) {
    this.#type = type;
    this.#rows = rows;
    this.#dictionary = new type(0);
    this.#numbers = new type(0);
  }

  dictionary(bytes: Uint8Array, values: number): void {
    this.#dictionary = new this.#type(values);
    copy(bytes, this.#dictionary);
  }

  page({ bytes, encoding, values, present }: CheckedPage): void {
    const bits = bytes[0];
    const isDictionary = encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY';
    if (present < values || (encoding !== 'PLAIN' && !(isDictionary && bits <= MAX_INDEX_BITS))) this.#isLeft = true;
    if (this.#isLeft || values === 0) return;
    const into = this.#room(values);
    if (encoding === 'PLAIN') copy(bytes, into);
    else lookUp(bytes.subarray(1), bits, this.#dictionary as Float64Array, into as Float64Array);
  }

  /** Undefined where the column is left to the library. */
  get numbers(): NumericArray | undefined {
    return this.#isLeft ? undefined : this.#numbers.subarray(0, this.#length);
  }

  /** For the next values. What the file claims is believed as far as the pages that have come make it credible. */
  #room(values: number): StoredArray {
    const end = this.#length + values;
    if (end > this.#numbers.length) {
      const larger = new this.#type(Math.max(end, Math.min(this.#rows, 64 * end)));
      larger.set(this.#numbers.subarray(0, this.#length) as never);
      this.#numbers = larger;
    }
    const room = this.#numbers.subarray(this.#length, end);
    this.#length = end;
    return room;
  }
}

/** Numbers as they lie in the file, least significant byte first as on every machine that runs this. */
function copy(bytes: Uint8Array, into: StoredArray): void {
  if (into.byteLength > bytes.length) throw new RangeError('values beyond the end');
  new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes.subarray(0, into.byteLength));
}

/** Values of a dictionary by their indices, which come in runs of equal ones and packed (checked by `checkRuns`). */
function lookUp<T extends Float64Array>(bytes: Uint8Array, bits: number, dictionary: T, into: T): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const known = dictionary.length;
  const mask = 2 ** bits - 1;
  let largest = 0;
  let at = 0;
  for (let done = 0; done < into.length; ) {
    const header = bits === 0 ? 2 * into.length : varint(view, at);
    if (bits > 0) at += varintBytes(view, at);
    const left = into.length - done;
    if (header % 2 === 0) {
      let index = 0;
      for (let shift = 0; shift < bits; shift += 8) index |= bytes[at++] << shift;
      const count = Math.min(left, header / 2);
      into.fill(dictionary[index], done, done + count);
      largest = Math.max(largest, index);
      done += count;
      continue;
    }
    const groups = (header - 1) / 2;
    const start = at;
    const end = done + Math.min(left, groups * 8);
    let held = 0;
    let heldBits = 0;
    while (done < end) {
      for (; heldBits < bits; heldBits += 8) held |= bytes[at++] << heldBits;
      const index = held & mask;
      held >>>= bits;
      heldBits -= bits;
      if (index > largest) largest = index;
      into[done++] = dictionary[index];
    }
    at = start + groups * bits;
  }
  if (largest >= known) throw new Error(`an index of ${largest} into a dictionary of ${known} values`);
}
