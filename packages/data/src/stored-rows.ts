import { SelvedgeError } from './errors.js';
import type { Matrix, Numbers } from './numbers.js';
import { checkForm, type FittedForm, formOf, type RowForm } from './row-form.js';
import { isContiguous, type RowIndices, rowRange } from './row-indices.js';

/** Where rows lie that are not in memory. */
export interface RowStore {
  readonly rows: number;
  /** Copies rows of bytes one after the other into `target`. */
  read(rows: ArrayLike<number>, target: Uint8Array): void;
  /** The file that holds them one after the other from its start, for threads that read it themselves. */
  readonly file: string;
}

/** How bytes become the rows that are asked for: steps that were fitted and look at one row at a time. */
interface View {
  readonly store: RowStore;
  /** Bytes per row of the store. */
  readonly stored: number;
  /** The rows of the store; absent: all of them. */
  readonly picked?: RowIndices;
  readonly change?: (rows: Matrix<Uint8Array>) => Matrix;
}

/** More is read at once by nobody: bounds what a pass over all rows takes. */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** One array may not be longer: it is the limit of Node 20. */
const MAX_LENGTH = 2 ** 32;

/**
 * Rows that lie in a store and are read when they are needed: a matrix whose `take` reads some of its rows. Who asks for
 * `values` gets all of them in memory, once.
 */
export class StoredRows<T extends Numbers = Numbers> implements Matrix<T> {
  readonly rows: number;
  readonly columns: number;
  readonly shape?: readonly number[];
  readonly names?: readonly string[];
  /** All numbers. Reading them needs `bytes` of memory. */
  declare readonly values: T;
  readonly #view: View;
  #all: T | undefined;

  constructor(view: View, form: FittedForm) {
    this.rows = view.picked?.length ?? view.store.rows;
    this.columns = form.columns;
    if (form.shape) this.shape = form.shape;
    if (form.names) this.names = form.names;
    this.#view = view;
    // Of the object and not of its class: copies of a matrix by `...` have it too.
    Object.defineProperty(this, 'values', { enumerable: true, get: () => this.#load() });
  }

  /** Whether the numbers are those of the file, one byte each. */
  get areBytes(): boolean {
    return this.#view.change === undefined;
  }

  /** The name of the type of `values`, which are not read for it. */
  get type(): 'Uint8Array' | 'Float32Array' {
    return this.areBytes ? 'Uint8Array' : 'Float32Array';
  }

  /** What `values` takes in memory. */
  get bytes(): number {
    return this.rows * this.columns * (this.areBytes ? 1 : 4);
  }

  /** The file that the rows lie in, and which of its rows they are; for threads. Only where `areBytes`. */
  get place(): { readonly file: string; readonly picked?: RowIndices } {
    const { store, picked } = this.#view;
    return { file: store.file, ...(picked && { picked }) };
  }

  /** The named rows, in this order, in memory. */
  take(rows: ArrayLike<number>): Matrix<T> {
    const { store, stored, picked, change } = this.#view;
    const values = new Uint8Array(rows.length * stored);
    store.read(picked ? Uint32Array.from(rows, (row) => picked[row]) : rows, values);
    const bytes: Matrix<Uint8Array> = { values, rows: rows.length, columns: stored };
    if (change) return { ...change(bytes), ...formOf(this) } as Matrix<T>;
    return { ...bytes, ...formOf(this) } as unknown as Matrix<T>;
  }

  /** All rows in their order, some at a time. */
  *chunks(): Generator<Matrix<T>, void> {
    const step = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(1, this.columns)));
    for (let start = 0; start < this.rows; start += step)
      yield this.take(rowRange(start, Math.min(this.rows, start + step)));
  }

  /** Some of the rows, without reading them. */
  select(rows: RowIndices): StoredRows<T> {
    const { picked } = this.#view;
    const isAll = rows.length === this.rows && isContiguous(rows);
    if (isAll) return this;
    const own = picked ? (rows.map((row) => picked[row]) as RowIndices) : rows;
    return new StoredRows<T>({ ...this.#view, picked: own }, formOf(this));
  }

  /** The same rows with another shape or names. */
  withForm(form: RowForm): StoredRows<T> {
    checkForm(this.columns, form);
    return new StoredRows<T>(this.#view, { ...formOf(this), ...formOf({ columns: this.columns, ...form }) });
  }

  /**
   * The rows as steps make them that look at one row at a time: each batch is changed when it is read.
   *
   * @param form - of the rows that `change` gives
   */
  changed(change: (rows: Matrix<T>) => Matrix, form: FittedForm): StoredRows {
    const { change: before } = this.#view;
    const own = formOf(this);
    const both = (bytes: Matrix<Uint8Array>): Matrix =>
      change({ ...(before ? before(bytes) : bytes), ...own } as unknown as Matrix<T>);
    return new StoredRows({ ...this.#view, change: both }, form);
  }

  #load(): T {
    if (this.#all) return this.#all;
    if (this.rows * this.columns > MAX_LENGTH) throw tooMany(this);
    const chunks = this.chunks();
    let at = 0;
    for (const { values } of chunks) {
      this.#all ??= new (values.constructor as new (length: number) => T)(this.rows * this.columns);
      this.#all.set(values, at);
      at += values.length;
    }
    this.#all ??= new Uint8Array() as T;
    return this.#all;
  }
}

/** Whether rows lie in a store. */
export const isStored = <T extends Numbers>(matrix: Matrix<T>): matrix is StoredRows<T> => matrix instanceof StoredRows;

const tooMany = ({ rows, columns }: Matrix): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${rows} rows of ${columns} numbers are needed in memory at once, and one array holds ${MAX_LENGTH}. Train a network, which reads them in batches, make pictures smaller with image: { size }, or use fewer rows with subset.`,
  );
