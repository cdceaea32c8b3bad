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
  /** Sum of each row, for bytes. */
  readonly sums: Int32Array;
  /**
   * What was subtracted from each column (for `cosine`, of unit rows) before rounding to float32, and is from queries';
   * absent where nothing was. With it, `cosine` is half the squared Euclidean distance of what is here.
   */
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
 * are centred first, which changes no Euclidean or Manhattan distance and keeps the digits that tell rows apart. So are
 * the unit rows of `cosine` where they point nearly the same way.
 */
export function prepareRows(source: Matrix, metric: Metric, options: PrepareOptions = {}): PreparedRows {
  const { values, rows, columns } = source;
  const { isPrepared = false, asFloats = false } = options;
  if (values instanceof Uint8Array && metric !== 'cosine' && columns <= MAX_EXACT_COLUMNS && !asFloats) {
    return prepareBytes({ values, rows, columns }, metric);
  }
  if (isPrepared) return preparedFloats(source, metric, options.centres);
  if (metric === 'cosine') return prepareFloats(source, metric, commonDirection(source));
  return prepareFloats(source, metric, values instanceof Float64Array ? farCentres(source) : undefined);
}

/** Of unit rows, as their squared distance from their mean: below it, one minus a cosine has lost 8 bits or more. */
const NARROW = 1 / 256;

/** The mean of the unit rows where all of them point nearly that way; undefined elsewhere, and where a row is zero. */
function commonDirection(source: Matrix): Float64Array | undefined {
  const { values, rows, columns } = source;
  const mean = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const scale = unitScale(source, row);
    if (scale === 0) return undefined;
    for (let column = 0, at = row * columns; column < columns; column++, at++) mean[column] += values[at] * scale;
  }
  let square = 0;
  for (let column = 0; column < columns; column++) {
    mean[column] /= rows;
    square += mean[column] * mean[column];
  }
  return 1 - square < NARROW ? mean : undefined;
}

/** Rows as floats, less the centres of the rows that they are searched in. */
export function prepareFloats(source: Matrix, metric: Metric, centres: Float64Array | undefined): PreparedRows {
  if (metric !== 'cosine') return preparedFloats(centredRows(source, centres), metric, centres);
  return preparedFloats({ ...source, values: unitRows(source, centres) }, metric, centres);
}

function preparedFloats(
  { values, rows, columns }: Matrix,
  metric: Metric,
  centres: Float64Array | undefined,
): PreparedRows {
  const shared = new Float32Array(sharedBuffer(values.length * 4));
  shared.set(values);
  const isByProducts = metric === 'euclidean' || (metric === 'cosine' && centres !== undefined);
  return {
    metric,
    rows: matrix(shared, rows, columns),
    squares: isByProducts ? shareArray(squaresOf(shared, rows, columns)) : new Float32Array(0),
    sums: new Int32Array(0),
    ...(centres ? { centres } : {}),
  };
}

function prepareBytes({ values, rows, columns }: Matrix<Uint8Array>, metric: Metric): PreparedRows {
  const copy = new Uint8Array(sharedBuffer(values.length));
  copy.set(values);
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

/** Rows of length 1, less the centres. A row of zeros stays one without: its cosine with every row counts as 0. */
function unitRows(source: Matrix, centres: Float64Array | undefined): Float32Array {
  const { values, rows, columns } = source;
  const units = new Float32Array(values.length);
  for (let row = 0, at = 0; row < rows; row++) {
    const scale = unitScale(source, row);
    // Subtracted in float64: float32 would round the digits away that tell the directions apart.
    if (centres)
      for (let column = 0; column < columns; column++, at++) units[at] = values[at] * scale - centres[column];
    else for (const end = at + columns; at < end; at++) units[at] = values[at] * scale;
  }
  return units;
}

/** One over the length of a row, whose squares may leave float64; 0 for a row of zeros. */
function unitScale({ values, columns }: Matrix, row: number): number {
  const [start, end] = [row * columns, (row + 1) * columns];
  let square = 0;
  for (let at = start; at < end; at++) square += values[at] * values[at];
  if (square >= 1e-280 && square < Number.POSITIVE_INFINITY) return 1 / Math.sqrt(square);
  let largest = 0;
  for (let at = start; at < end; at++) largest = Math.max(largest, Math.abs(values[at]));
  if (largest === 0) return 0;
  square = 0;
  for (let at = start; at < end; at++) square += (values[at] / largest) ** 2;
  return 1 / largest / Math.sqrt(square);
}
