import { type Matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { squaredDistance } from './nearest-rows.js';

/** Two rows that are almost the same. Plain JSON. */
export interface NearDuplicate {
  readonly trainRow: number;
  readonly testRow: number;
  /** Euclidean, in the units of the features; 0 for an exact copy. */
  readonly distance: number;
}

/** What stands on both sides of a split. Plain JSON. */
export interface NearDuplicates {
  /** Nearest first. */
  readonly pairs: readonly NearDuplicate[];
  /** Test rows with at least one near-duplicate in the training set. */
  readonly testRows: number;
  readonly exactCopies: number;
  /** Pairs up to this distance count. */
  readonly maxDistance: number;
}

/** What counts as near. */
export interface NearDuplicateOptions {
  /**
   * Root-mean-square difference per column, as a share of the standard deviation of all features; default 0.1. On
   * images that is a difference one hardly sees.
   */
  readonly tolerance?: number;
}

/** Means over this many stretches of columns sift candidates before they are compared in full. */
const STRETCHES = 16;

/**
 * Finds test rows that are, almost, in the training set: they make a test easier than it looks.
 *
 * Exact, without comparing all pairs: rows within `d` of each other have sums within `d * sqrt(columns)` (so sorted sums
 * give few candidates), and means of stretches of columns within a bound that is cheap to check.
 *
 * @throws SelvedgeError `shape-mismatch` when columns differ; `invalid-argument` for a negative tolerance
 * @see Keogh et al., Dimensionality reduction for fast similarity search in large time series databases, KAIS 3 (2001),
 * for the bound by means of stretches
 */
export function nearDuplicates(train: Matrix, test: Matrix, options: NearDuplicateOptions = {}): NearDuplicates {
  checkMetricOptions('nearDuplicates', options, ['tolerance']);
  const { tolerance = 0.1 } = options;
  if (train.columns !== test.columns) throw badColumns(train.columns, test.columns);
  if (!(tolerance >= 0)) throw badTolerance(tolerance);
  const { columns } = train;
  const maxDistance = tolerance * deviationOf(train.values) * Math.sqrt(columns);
  const limit = maxDistance * maxDistance * (1 + 1e-9); // so that a pair at the very limit is in
  const [trainSums, testSums] = [stretchSums(train), stretchSums(test)];
  const order = Uint32Array.from({ length: train.rows }, (_, row) => row).sort(
    (a, b) => trainSums.total[a] - trainSums.total[b],
  );
  const sorted = Float64Array.from(order, (row) => trainSums.total[row]);
  const reach = maxDistance * Math.sqrt(columns) * (1 + 1e-9);

  const pairs: NearDuplicate[] = [];
  const found = new Set<number>();
  for (let testRow = 0; testRow < test.rows; testRow++) {
    const own = test.values.subarray(testRow * columns, (testRow + 1) * columns);
    const total = testSums.total[testRow];
    for (let at = lowerBound(sorted, total - reach); at < sorted.length && sorted[at] <= total + reach; at++) {
      const trainRow = order[at];
      if (farByStretches(trainSums, trainRow, testSums, testRow, limit)) continue;
      const squared = squaredDistance(own, train.values, trainRow * columns, limit * (1 + 1e-9) + Number.MIN_VALUE);
      if (squared > limit) continue;
      pairs.push({ trainRow, testRow, distance: Math.sqrt(squared) });
      found.add(testRow);
    }
  }
  pairs.sort((a, b) => a.distance - b.distance || a.testRow - b.testRow || a.trainRow - b.trainRow);
  const exactCopies = new Set(pairs.filter(({ distance }) => distance === 0).map(({ testRow }) => testRow)).size;
  return { pairs, testRows: found.size, exactCopies, maxDistance };
}

interface StretchSums {
  /** rows x STRETCHES, each divided by the square root of its length: squared gaps of these bound the squared distance. */
  readonly scaled: Float64Array;
  readonly total: Float64Array;
}

function stretchSums({ values, rows, columns }: Matrix): StretchSums {
  const scaled = new Float64Array(rows * STRETCHES);
  const total = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      const from = Math.floor((stretch * columns) / STRETCHES);
      const to = Math.floor(((stretch + 1) * columns) / STRETCHES);
      let sum = 0;
      for (let column = from; column < to; column++) sum += values[row * columns + column];
      total[row] += sum;
      scaled[row * STRETCHES + stretch] = to > from ? sum / Math.sqrt(to - from) : 0;
    }
  }
  return { scaled, total };
}

/** Cauchy and Schwarz: (sum of gaps)^2 <= length * (sum of squared gaps), in every stretch. */
function farByStretches(a: StretchSums, rowA: number, b: StretchSums, rowB: number, limit: number): boolean {
  let bound = 0;
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const gap = a.scaled[rowA * STRETCHES + stretch] - b.scaled[rowB * STRETCHES + stretch];
    bound += gap * gap;
    if (bound > limit * (1 + 1e-9) + 1e-9) return true;
  }
  return false;
}

function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function deviationOf(values: Numbers): number {
  const centre = mean(values);
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += (values[at] - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

const badColumns = (train: number, test: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `nearDuplicates: got training rows of ${train} columns and test rows of ${test}; both need the same features.`,
  );

const badTolerance = (tolerance: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `nearDuplicates: got tolerance ${tolerance}; need a number of at least 0.`);
