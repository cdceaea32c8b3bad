import type { Matrix } from '@selvedge/data';

/**
 * The values of a column in ascending order, without those that are missing; with a step, those of every column so many further,
 * too.
 */
export function sortedColumn({ values, rows, columns }: Matrix, column: number, step: number = columns): Float64Array {
  const all = Float64Array.from({ length: (rows * columns) / step }, (_, at) => values[at * step + column]);
  const present = all.filter((value) => !Number.isNaN(value));
  return present.sort();
}

/** The quantile by NumPy's `averaged_inverted_cdf`: a value of the column, or the mean of two. */
export function averagedQuantile(sorted: Float64Array, share: number): number {
  const place = sorted.length * share;
  const last = sorted.length - 1;
  const whole = Number.isInteger(place);
  const low = Math.min(last, Math.max(0, whole ? place - 1 : Math.ceil(place) - 1));
  const high = whole ? Math.min(last, place) : low;
  return (sorted[low] + sorted[high]) / 2;
}
