import type { Matrix } from '@selvedge/data';
import type { DualSolution } from './dual-descent.js';
import { startLeastSquares } from './least-squares.js';

/** One class against the rest, with the squared hinge loss. */
export interface PrimalProblem {
  readonly features: Matrix;
  /** 1 or -1 of each row. */
  readonly signs: Int8Array;
  /** Weight of each row's loss; rows of weight 0 are left out. */
  readonly costs: Float64Array;
  /** Value of the column that stands for the intercept; 0: none. */
  readonly interceptScaling: number;
  readonly maxIter: number;
}

/** Products of a step that take about a tenth of a second. */
const MOST_PRODUCTS = 1e8;
/** Columns whose triangle is 32 MB. */
const MOST_COLUMNS = 2000;
/** Margins that a step moves by less, relative to their size, are at the minimum. */
const SETTLED = 1e-10;
/** As much may rounding move them where columns lie 1e8 from 0 and more. */
const ROUNDING = 1e-4;
/** Roundings that a score may differ by. */
const ROUNDED = 32;
const LINE_TRIALS = 60;
/** Keeps squares of penalties finite: a smaller column has no part in any score. */
const LEAST_SCALE = 1e-100;

/** Whether a step of Newton's method is cheap enough. */
export const hasCheapSteps = ({ rows, columns }: Matrix): boolean =>
  columns < MOST_COLUMNS && rows * (columns + 1) ** 2 <= MOST_PRODUCTS;

/**
 * Newton's method on half the squared weights plus the rows' squared hinge losses, with an exact line search. It ends at
 * the minimum whatever the sizes of the columns and of the costs, where a descent by coordinates may crawl: each step
 * solves least squares by orthogonal transformations, which see differences of columns that lie far from 0.
 *
 * @param onStep - called after each step; may throw
 * @see Keerthi & DeCoste, A modified finite Newton method for fast solution of large scale linear SVMs, JMLR 6 (2005)
 */
export function newtonPrimal(
  { features, signs, costs, interceptScaling, maxIter }: PrimalProblem,
  onStep: () => void,
): DualSolution {
  const { columns } = features;
  const rows = Uint32Array.from(costs.keys()).filter((row) => costs[row] > 0);
  // The intercept comes first: what is left of the other columns are differences from their means.
  const first = interceptScaling > 0 ? 1 : 0;
  const scales = scalesOf(features, rows, interceptScaling);
  const entryOf = (row: number, at: number): number =>
    at < first ? 1 : features.values[row * columns + at - first] / scales[at];
  const point = new Float64Array(scales.length);
  const productWith = (line: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => {
      let sum = 0;
      for (let at = 0; at < line.length; at++) sum += line[at] * entryOf(row, at);
      return sum;
    });
  const isUndecided = (row: number, score: number, line: Float64Array): boolean => {
    const size = line.reduce((sum, weight, at) => sum + Math.abs(weight * entryOf(row, at)), 1);
    return Math.abs(signs[row] - score) <= ROUNDED * Number.EPSILON * size;
  };
  let lossy = new Uint8Array(rows.length); // whether a row has a loss
  let moved = Infinity;
  let [iterations, isConverged] = [0, false];
  while (iterations < maxIter && !isConverged) {
    iterations++;
    const scores = productWith(point);
    const squares = startLeastSquares(
      scales.map((scale) => 1 / scale),
      point.map((weight, at) => -weight / scales[at]),
    );
    const lossyBefore = lossy;
    lossy = Uint8Array.from(rows, (row, at) => Number(signs[row] * scores[at] < 1));
    for (const [at, row] of rows.entries()) {
      if (lossy[at] === 0) continue;
      const weight = Math.sqrt(2 * costs[row]);
      squares.add((column) => weight * entryOf(row, column), weight * (signs[row] - scores[at]));
    }
    const step = squares.solve();
    const moves = productWith(step);
    const length = lineMinimum({ point, step, scales, scores, moves, rows, signs, costs });
    const before = point.slice();
    for (let at = 0; at < point.length; at++) point[at] += length * step[at];
    // Of the whole step: where other rows get a loss at once, a short one is far from the minimum all the same.
    const movedBefore = moved;
    moved = 0;
    for (const [at, move] of moves.entries()) moved = Math.max(moved, Math.abs(move) / (1 + Math.abs(scores[at])));
    // The step before ended at the minimum of the rows that had a loss then: at the end they have one still, but for
    // rounding, and what moves is rounding where columns lie far from 0.
    const isSame = lossy.every((each, at) => each === lossyBefore[at] || isUndecided(rows[at], scores[at], before));
    isConverged = isSame && (moved <= SETTLED || (moved <= ROUNDING && moved >= movedBefore / 2));
    onStep();
  }
  const weights = Float64Array.from({ length: columns }, (_, column) => point[first + column] / scales[first + column]);
  return { weights, intercept: first > 0 ? point[0] : 0, iterations, isConverged };
}

/** A power of 2 near the largest magnitude of each column, that of the intercept first; 1 for a column of zeros. */
function scalesOf({ values, columns }: Matrix, rows: Uint32Array, interceptScaling: number): Float64Array {
  const largest = new Float64Array(columns);
  for (const row of rows) {
    for (let column = 0; column < columns; column++)
      largest[column] = Math.max(largest[column], Math.abs(values[row * columns + column]));
  }
  const roundedUp = Array.from(largest, (most) =>
    most === 0 ? 1 : 2 ** Math.ceil(Math.log2(Math.max(most, LEAST_SCALE))),
  );
  return Float64Array.from([...(interceptScaling > 0 ? [interceptScaling] : []), ...roundedUp]);
}

interface Line {
  readonly point: Float64Array;
  readonly step: Float64Array;
  readonly scales: Float64Array;
  readonly scores: Float64Array;
  readonly moves: Float64Array;
  readonly rows: Uint32Array;
  readonly signs: Int8Array;
  readonly costs: Float64Array;
}

/** How far to go along a step: where the slope, which is made of straight pieces, is 0. */
function lineMinimum({ point, step, scales, scores, moves, rows, signs, costs }: Line): number {
  let [constant, square] = [0, 0];
  for (let at = 0; at < step.length; at++) {
    const move = step[at] / scales[at];
    constant += (point[at] / scales[at]) * move;
    square += move * move;
  }
  const slopeAt = (length: number): readonly [slope: number, bend: number] => {
    let [slope, bend] = [constant + length * square, square];
    for (let at = 0; at < rows.length; at++) {
      const sign = signs[rows[at]];
      const left = sign - scores[at] - length * moves[at];
      if (left * sign <= 0) continue;
      slope -= 2 * costs[rows[at]] * left * moves[at];
      bend += 2 * costs[rows[at]] * moves[at] * moves[at];
    }
    return [slope, bend];
  };
  const [start] = slopeAt(0);
  let [low, high, length] = [0, Infinity, 1];
  for (let trial = 0; trial < LINE_TRIALS; trial++) {
    const [slope, bend] = slopeAt(length);
    if (Math.abs(slope) <= 1e-13 * Math.abs(start)) break;
    if (slope < 0) low = length;
    else high = length;
    const next = length - slope / bend;
    length = next > low && next < high ? next : high === Infinity ? 2 * length : (low + high) / 2;
  }
  return length;
}
