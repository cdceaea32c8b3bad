import { LEAST_HESSIAN } from './cut.js';

/** Rows by band: each is summed by itself, so that sums do not depend on which thread has which band. */
export const BAND_ROWS = 8192;

/** Scores of rows, whose loss is asked for. Arrays are shared between threads, not copied. */
export interface ScoredRows {
  /** By class. */
  readonly scores: readonly Float64Array[];
  readonly labels: Uint16Array;
  readonly weights: Float64Array | undefined;
  /** Written by class, where it is there: the first and second derivative of each row side by side. */
  readonly derivatives?: readonly Float32Array[];
  /** What derivatives are multiples of: a power of two. */
  readonly unit?: number;
}

/** Some of the bands. */
export interface ScoredBands extends ScoredRows {
  readonly from: number;
  readonly to: number;
}

/**
 * The power of two of which derivatives are multiples: then no sum of them is rounded in float64, whatever the order.
 *
 * @param weight - of all rows: no sum of derivatives is larger
 */
export const unitOf = (weight: number): number => 2 ** (Math.ceil(Math.log2(weight)) - 51);

/**
 * The cross-entropy of scores summed by band, and its derivatives where arrays for them are given: p - [label is the
 * class] and p (1 - p), times the row's weight.
 */
export function crossEntropies({ from, to, ...rows }: ScoredBands): Float64Array {
  const { length } = rows.labels;
  return Float64Array.from({ length: to - from }, (_, at) =>
    ofBand(rows, (from + at) * BAND_ROWS, Math.min(length, (from + at + 1) * BAND_ROWS)),
  );
}

function ofBand({ scores, labels, weights, derivatives, unit = 0 }: ScoredRows, start: number, end: number): number {
  const classes = scores.length;
  const size = end - start;
  const most = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const totals = new Float64Array(size);
  const powers = scores.map(() => new Float64Array(size));
  for (const of of scores) for (let at = 0; at < size; at++) most[at] = Math.max(most[at], of[start + at]);
  for (let label = 0; label < classes; label++) {
    const [of, to] = [scores[label], powers[label]];
    for (let at = 0; at < size; at++) {
      to[at] = Math.exp(of[start + at] - most[at]);
      totals[at] += to[at];
    }
  }
  let sum = 0;
  for (let at = 0; at < size; at++) {
    const row = start + at;
    sum += (weights ? weights[row] : 1) * (most[at] + Math.log(totals[at]) - scores[labels[row]][row]);
  }
  if (!derivatives) return sum;
  // What is added and taken away again leaves multiples of the unit.
  const rounding = 1.5 * 2 ** 52 * unit;
  for (let label = 0; label < classes; label++) {
    const [of, to] = [powers[label], derivatives[label]];
    for (let at = 0; at < size; at++) {
      const row = start + at;
      const weight = weights ? weights[row] : 1;
      const share = of[at] / totals[at];
      const gradient = Math.fround(weight * (share - Number(label === labels[row])));
      const hessian = Math.fround(Math.max(LEAST_HESSIAN, weight * share * (1 - share)));
      to[2 * row] = gradient + rounding - rounding;
      to[2 * row + 1] = Math.max(unit, hessian + rounding - rounding);
    }
  }
  return sum;
}
