import { BINS, type BinnedColumns } from '../tree/binned-columns.js';

/** Numbers of a histogram per column: the sum of first and of second derivatives in each bin, side by side. */
export const SPAN: number = 2 * BINS;

/** Nodes up to this many rows read rows, larger ones columns. */
const ROW_MAJOR_ROWS = 1500;

/**
 * Neighbouring rows are added up in histograms of their own, and these at the end: images are half background, and an
 * addition to the same number must wait for the one before.
 */
const LANES = 4;

/** Rows of a node with their derivatives, gathered so that the inner loop reads them in order. */
export class NodeRows {
  readonly #gradients: Float64Array;
  readonly #hessians: Float64Array;
  readonly #lanes = new Float64Array(LANES * SPAN);

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
    const lanes = this.#lanes;
    const whole = size - (size % LANES);
    for (let place = 0; place < used.length; place++) {
      const bins = byColumn.subarray(used[place] * height, (used[place] + 1) * height);
      lanes.fill(0);
      for (let at = 0; at < whole; at += LANES) {
        const first = 2 * bins[rows[start + at]];
        const second = SPAN + 2 * bins[rows[start + at + 1]];
        const third = 2 * SPAN + 2 * bins[rows[start + at + 2]];
        const fourth = 3 * SPAN + 2 * bins[rows[start + at + 3]];
        lanes[first] += gradients[at];
        lanes[first + 1] += hessians[at];
        lanes[second] += gradients[at + 1];
        lanes[second + 1] += hessians[at + 1];
        lanes[third] += gradients[at + 2];
        lanes[third + 1] += hessians[at + 2];
        lanes[fourth] += gradients[at + 3];
        lanes[fourth + 1] += hessians[at + 3];
      }
      for (let at = whole; at < size; at++) {
        const bin = 2 * bins[rows[start + at]];
        lanes[bin] += gradients[at];
        lanes[bin + 1] += hessians[at];
      }
      const to = place * SPAN;
      for (let at = 0; at < SPAN; at++) {
        histogram[to + at] = lanes[at] + lanes[SPAN + at] + lanes[2 * SPAN + at] + lanes[3 * SPAN + at];
      }
    }
  }
}

/** The larger child has what the smaller one leaves of its parent. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let at = 0; at < parent.length; at++) parent[at] -= child[at];
}
