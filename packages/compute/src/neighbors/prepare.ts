import { type Matrix, matrix } from '@selvedge/data';
import { centredRows, farCentres } from '@selvedge/data/arithmetic';
import { shareArray, sharedBuffer } from '../workers/shared.js';

/** How far two rows are apart. `cosine` is one minus the cosine of their angle. */
export type Metric = 'euclidean' | 'manhattan' | 'cosine';

/** Rows in the form that searching wants, in shared memory. */
export interface PreparedRows {
  readonly metric: Metric;
  /** Bytes as they were, or float32 (unit rows for `cosine`). */
  readonly rows: Matrix<Uint8Array> | Matrix<Float32Array>;
  /** Sum of squares of each row; exact for bytes. Empty where the metric does not need it. */
  readonly squares: Int32Array | Float32Array;
  /** Sum of each row, for bytes under the Euclidean metric. */
  readonly sums: Int32Array;
  /** What was subtracted from each column before rounding to float32, and is from queries'; absent where nothing was. */
  readonly centres?: Float64Array;
}

/** Beyond this a squared distance of byte rows no longer fits 32 bits, and they are treated as floats. */
export const MAX_EXACT_COLUMNS = 33_025;

/** How rows are prepared. */
export interface PrepareOptions {
  /** The rows come from `PreparedRows` of the same metric: `cosine` does not scale them again. */
  readonly isPrepared?: boolean;
  /** Makes floats of bytes, to search them with queries that are floats. */
  readonly asFloats?: boolean;
  /** With `isPrepared`: what was subtracted from the rows' columns. */
  readonly centres?: Float64Array | undefined;
}

/**
 * Copies rows into shared memory, with what the metric needs to know of each row.
 *
 * Bytes stay bytes unless the metric is `cosine`; float64 is rounded to float32. Float64 columns that lie far from zero
 * are centred first, which changes no Euclidean or Manhattan distance and keeps the digits that tell rows apart.
 */
export function prepareRows(source: Matrix, metric: Metric, options: PrepareOptions = {}): PreparedRows {
  const { values, rows, columns } = source;
  const { isPrepared = false, asFloats = false } = options;
  if (values instanceof Uint8Array && metric !== 'cosine' && columns <= MAX_EXACT_COLUMNS && !asFloats) {
    return prepareBytes({ values, rows, columns }, metric);
  }
  if (isPrepared) return preparedFloats(source, metric, options.centres);
  const centres = values instanceof Float64Array && metric !== 'cosine' ? farCentres(source) : undefined;
  return prepareFloats(source, metric, centres);
}

/** Rows as floats, less the centres of the rows that they are searched in. */
export function prepareFloats(source: Matrix, metric: Metric, centres: Float64Array | undefined): PreparedRows {
  if (metric !== 'cosine') return preparedFloats(centredRows(source, centres), metric, centres);
  const units = new Float32Array(source.values.length);
  copyUnitRows(source, units);
  return preparedFloats({ ...source, values: units }, metric, centres);
}

function preparedFloats(
  { values, rows, columns }: Matrix,
  metric: Metric,
  centres: Float64Array | undefined,
): PreparedRows {
  const shared = new Float32Array(sharedBuffer(values.length * 4));
  shared.set(values);
  return {
    metric,
    rows: matrix(shared, rows, columns),
    squares: metric === 'euclidean' ? shareArray(squaresOf(shared, rows, columns)) : new Float32Array(0),
    sums: new Int32Array(0),
    ...(centres ? { centres } : {}),
  };
}

function prepareBytes({ values, rows, columns }: Matrix<Uint8Array>, metric: Metric): PreparedRows {
  const copy = new Uint8Array(sharedBuffer(values.length));
  copy.set(values);
  if (metric !== 'euclidean') {
    return { metric, rows: matrix(copy, rows, columns), squares: new Int32Array(0), sums: new Int32Array(0) };
  }
  const squares = new Int32Array(sharedBuffer(rows * 4));
  const sums = new Int32Array(sharedBuffer(rows * 4));
  for (let row = 0, at = 0; row < rows; row++) {
    let square = 0;
    let sum = 0;
    for (const end = at + columns; at < end; at++) {
      const value = values[at];
      square += value * value;
      sum += value;
    }
    squares[row] = square;
    sums[row] = sum;
  }
  return { metric, rows: matrix(copy, rows, columns), squares, sums };
}

function squaresOf(values: Float32Array, rows: number, columns: number): Float32Array {
  const squares = new Float32Array(rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let square = 0;
    for (const end = at + columns; at < end; at++) square += values[at] * values[at];
    squares[row] = square;
  }
  return squares;
}

/** A row of zeros stays one: its cosine with every row counts as 0. */
function copyUnitRows({ values, rows, columns }: Matrix, target: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let square = 0;
    for (let at = start; at < start + columns; at++) square += values[at] * values[at];
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let at = start; at < start + columns; at++) target[at] = values[at] * scale;
  }
}
