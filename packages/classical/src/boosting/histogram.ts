import { BINS, type BinnedColumns } from '../tree/binned-columns.js';

/** Numbers of a histogram per column: the sum of first and of second derivatives in each bin, side by side. */
export const SPAN: number = 2 * BINS;

/** Nodes up to this many rows read rows, larger ones columns. */
const ROW_MAJOR_ROWS = 1500;

/** Rows of a node with their derivatives, gathered so that the inner loop reads them in order. */
export class NodeRows {
  readonly #gradients: Float64Array;
  readonly #hessians: Float64Array;

  constructor(size: number) {
    this.#gradients = new Float64Array(size);
    this.#hessians = new Float64Array(size);
  }

  /**
   * Adds up the derivatives of `rows[start..end)` by bin.
   *
   * @param used - columns that are looked at
   * @param histogram - used.length x 256 x 2, overwritten
   */
  count(
    { byRow, byColumn, rows: height, columns }: BinnedColumns,
    used: Int32Array,
    derivatives: { readonly gradients: Float32Array; readonly hessians: Float32Array },
    rows: Int32Array,
    start: number,
    end: number,
    histogram: Float64Array,
  ): void {
    const size = end - start;
    const gradients = this.#gradients;
    const hessians = this.#hessians;
    for (let at = 0; at < size; at++) {
      gradients[at] = derivatives.gradients[rows[start + at]];
      hessians[at] = derivatives.hessians[rows[start + at]];
    }
    histogram.fill(0);
    if (size <= ROW_MAJOR_ROWS) {
      for (let at = 0; at < size; at++) {
        const base = rows[start + at] * columns;
        const [gradient, hessian] = [gradients[at], hessians[at]];
        for (let place = 0, to = 0; place < used.length; place++, to += SPAN) {
          const bin = to + 2 * byRow[base + used[place]];
          histogram[bin] += gradient;
          histogram[bin + 1] += hessian;
        }
      }
      return;
    }
    for (let place = 0; place < used.length; place++) {
      const base = used[place] * height;
      const to = place * SPAN;
      for (let at = 0; at < size; at++) {
        const bin = to + 2 * byColumn[base + rows[start + at]];
        histogram[bin] += gradients[at];
        histogram[bin + 1] += hessians[at];
      }
    }
  }
}

/** The larger child has what the smaller one leaves of its parent. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let at = 0; at < parent.length; at++) parent[at] -= child[at];
}
