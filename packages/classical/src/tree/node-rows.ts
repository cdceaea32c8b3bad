import type { BinnedColumns } from './binned-columns.js';
import type { NodeKey } from './node-random.js';

/** Nodes up to this many rows are read by row, larger ones by column. */
const ROW_MAJOR_ROWS = 1500;

/** The rows of the node that is being searched. One object serves all nodes of a tree, because it owns the memory. */
export class NodeRows {
  readonly columns: BinnedColumns;
  size = 0;
  /** Weight per class. */
  counts: Float64Array = new Float64Array(0);
  weight = 0;
  key: NodeKey = 0;
  /** Where they begin; of very large tables beyond 2^31. */
  readonly #offsets = new Float64Array(ROW_MAJOR_ROWS);
  #rows: Int32Array = new Int32Array(0);
  #start = 0;
  #allCodes: Int32Array = new Int32Array(0);
  #codes = new Int32Array(256);
  #hasCodes = false;
  #weights = new Float64Array(0);
  readonly #rowWeights: Float64Array | undefined;
  #bins = new Uint8Array(256);

  /** @param rowWeights - what each row counts; undefined: 1 */
  constructor(columns: BinnedColumns, rowWeights?: Float64Array) {
    this.columns = columns;
    this.#rowWeights = rowWeights;
  }

  /** The node's rows are `rows[start..end)`. */
  open(
    rows: Int32Array,
    start: number,
    end: number,
    { codes, counts, key }: { codes: Int32Array; counts: Float64Array; key: NodeKey },
  ): void {
    this.size = end - start;
    this.counts = counts;
    this.key = key;
    this.weight = 0;
    for (let label = 0; label < counts.length; label++) this.weight += counts[label];
    this.#rows = rows;
    this.#start = start;
    this.#allCodes = codes;
    this.#hasCodes = false;
    if (this.size > ROW_MAJOR_ROWS) return;
    for (let at = 0; at < this.size; at++) this.#offsets[at] = rows[start + at] * this.columns.columns;
  }

  /** Label and weight of each of the rows (`packCode`). Holds until the next node. */
  codes(): Int32Array {
    if (this.#hasCodes) return this.#codes;
    this.#hasCodes = true;
    if (this.#codes.length < this.size) this.#codes = new Int32Array(this.size * 2);
    this.copyCodes(this.#codes, (code) => code);
    return this.#codes;
  }

  /** Weight of each of the rows, times how often it was drawn. Holds until the next call. */
  weights(): Float64Array {
    if (this.#weights.length < this.size) this.#weights = new Float64Array(this.size * 2);
    for (let at = 0; at < this.size; at++) {
      const row = this.#rows[this.#start + at];
      this.#weights[at] = (this.#allCodes[row] >>> 16) * (this.#rowWeights ? this.#rowWeights[row] : 1);
    }
    return this.#weights;
  }

  copyCodes(to: Int32Array, convert: (code: number) => number): void {
    for (let at = 0; at < this.size; at++) to[at] = convert(this.#allCodes[this.#rows[this.#start + at]]);
  }

  /** The bin of each of the rows. Holds until the next call. */
  bins(column: number): Uint8Array {
    if (this.#bins.length < this.size) this.#bins = new Uint8Array(this.size * 2);
    this.copyBins(this.#bins, column);
    return this.#bins;
  }

  copyBins(to: Uint8Array, column: number): void {
    const { byRow, byColumn, rows: height } = this.columns;
    const { size } = this;
    if (size <= ROW_MAJOR_ROWS) {
      const offsets = this.#offsets;
      for (let at = 0; at < size; at++) to[at] = byRow[offsets[at] + column];
      return;
    }
    const bins = byColumn.subarray(column * height, (column + 1) * height);
    const rows = this.#rows;
    const start = this.#start;
    for (let at = 0; at < size; at++) to[at] = bins[rows[start + at]];
  }
}
