/** Honest readers visit a byte a few times; a hostile buffer points to one long vector from very many places. */
const VISITS_PER_BYTE = 16;

/**
 * A table of a FlatBuffer. Reads are checked by `DataView`, which throws a `RangeError` beyond the end, vectors cannot be
 * longer than the bytes that hold them, and all vectors that are read together not longer than the buffer, often: a
 * damaged buffer cannot make a reader loop or allocate.
 *
 * @see https://flatbuffers.dev/internals
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;
  readonly #fields: number;
  readonly #fieldBytes: number;
  /** Bytes that may still be visited, of all tables of the buffer. */
  readonly #budget: { left: number };

  constructor(view: DataView, at: number, budget: { left: number } = { left: VISITS_PER_BYTE * view.byteLength }) {
    this.#view = view;
    this.#at = at;
    this.#budget = budget;
    this.#fields = at - view.getInt32(at, true);
    this.#fieldBytes = view.getUint16(this.#fields, true);
    if (this.#fields < 0 || this.#fields + this.#fieldBytes > view.byteLength)
      throw new RangeError('fields beyond the end');
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** Where a field's value is; 0 when it has its default. */
  #place(field: number): number {
    const slot = 4 + 2 * field;
    if (slot + 2 > this.#fieldBytes) return 0;
    const offset = this.#view.getUint16(this.#fields + slot, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  uint8(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  int16(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : this.#view.getInt16(at, true);
  }

  int32(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : this.#view.getInt32(at, true);
  }

  int64(field: number): number {
    const at = this.#place(field);
    return at === 0 ? 0 : safe(this.#view.getBigInt64(at, true));
  }

  table(field: number): FlatTable | undefined {
    const at = this.#place(field);
    return at === 0 ? undefined : new FlatTable(this.#view, at + this.#view.getUint32(at, true), this.#budget);
  }

  text(field: number): string {
    const { at, length } = this.#vector(field, 1);
    return new TextDecoder('utf-8', { fatal: true }).decode(
      new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length),
    );
  }

  tables(field: number): FlatTable[] {
    const { at, length } = this.#vector(field, 4);
    return Array.from({ length }, (_, item) => {
      const place = at + 4 * item;
      return new FlatTable(this.#view, place + this.#view.getUint32(place, true), this.#budget);
    });
  }

  /** A vector of structs, each of so many 64-bit numbers. */
  structs(field: number, numbers: number): number[][] {
    const { at, length } = this.#vector(field, 8 * numbers);
    return Array.from({ length }, (_, item) =>
      Array.from({ length: numbers }, (_, part) =>
        safe(this.#view.getBigInt64(at + 8 * (item * numbers + part), true)),
      ),
    );
  }

  #vector(field: number, width: number): { at: number; length: number } {
    const place = this.#place(field);
    if (place === 0) return { at: 0, length: 0 };
    const start = place + this.#view.getUint32(place, true);
    const length = this.#view.getUint32(start, true);
    if (start + 4 + length * width > this.#view.byteLength) throw new RangeError('a vector beyond the end');
    this.#budget.left -= length * width;
    if (this.#budget.left < 0) throw new RangeError('vectors that share their bytes');
    return { at: start + 4, length };
  }
}

function safe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is not a size`);
  return number;
}
