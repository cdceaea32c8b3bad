import type { Matrix, Rng } from '@selvedge/data';
import { addScaled, dot } from '../dense-rows.js';

/** One class against the rest. */
export interface DualProblem {
  readonly features: Matrix;
  /** 1 or -1 of each row. */
  readonly signs: Int8Array;
  /** Weight of each row's loss; rows of weight 0 are left out. */
  readonly costs: Float64Array;
  readonly isSquared: boolean;
  /** Value of the column that stands for the intercept; 0: none. */
  readonly interceptScaling: number;
  readonly maxIter: number;
  readonly tol: number;
}

export interface DualSolution {
  readonly weights: Float64Array;
  readonly intercept: number;
  /** Passes over the rows. */
  readonly iterations: number;
  readonly isConverged: boolean;
}

/** Gradients nearer to 0 move nothing. */
const NO_STEP = 1e-12;

/**
 * Dual coordinate descent with shrinking: minimises half the squared weights plus the rows' (squared) hinge losses.
 * Rows that stay at a bound of their multiplier are set aside, and looked at again before the end.
 *
 * @param onPass - called after each pass; may throw
 * @see Hsieh, Chang, Lin, Keerthi & Sundararajan, A dual coordinate descent method for large-scale linear SVM, ICML 2008
 */
export function descendDual(problem: DualProblem, rng: Rng, onPass: () => void): DualSolution {
  const { features, signs, costs, isSquared, interceptScaling, maxIter, tol } = problem;
  const { values, rows, columns } = features;
  const weights = new Float64Array(columns);
  const squares = squaresOf(features, interceptScaling);
  const multipliers = new Float64Array(rows);
  const order = Uint32Array.from(costs.keys()).filter((row) => costs[row] > 0);
  let constant = 0; // weight of the column that stands for the intercept
  let active = order.length;
  let [largestBefore, smallestBefore] = [Infinity, -Infinity];
  const end = (iterations: number, isConverged: boolean): DualSolution => ({
    weights,
    intercept: constant * interceptScaling,
    iterations,
    isConverged,
  });
  for (let pass = 1; pass <= maxIter; pass++) {
    shuffle(order, active, rng);
    let [largest, smallest] = [-Infinity, Infinity];
    for (let at = 0; at < active; at++) {
      const row = order[at];
      const sign = signs[row];
      const multiplier = multipliers[row];
      const diagonal = isSquared ? 0.5 / costs[row] : 0;
      const bound = isSquared ? Infinity : costs[row];
      const score = dot(values, row * columns, weights) + constant * interceptScaling;
      const gradient = sign * score - 1 + multiplier * diagonal;
      const isSettled =
        (multiplier === 0 && gradient > largestBefore) || (multiplier === bound && gradient < smallestBefore);
      if (isSettled) {
        active--;
        order[at] = order[active];
        order[active] = row;
        at--;
        continue;
      }
      const isHeld = (multiplier === 0 && gradient > 0) || (multiplier === bound && gradient < 0);
      const projected = isHeld ? 0 : gradient;
      largest = Math.max(largest, projected);
      smallest = Math.min(smallest, projected);
      const curvature = squares[row] + diagonal;
      if (Math.abs(projected) <= NO_STEP) continue;
      // A row of zeros has no curvature without the squared loss: its multiplier goes to the bound.
      const next = curvature === 0 ? bound : Math.min(Math.max(multiplier - gradient / curvature, 0), bound);
      multipliers[row] = next;
      const step = (next - multiplier) * sign;
      if (step === 0) continue;
      addScaled(weights, step, values, row * columns);
      constant += step * interceptScaling;
    }
    onPass();
    if (largest - smallest <= tol || active === 0) {
      if (active === order.length) return end(pass, true);
      active = order.length;
      [largestBefore, smallestBefore] = [Infinity, -Infinity];
      continue;
    }
    largestBefore = largest <= 0 ? Infinity : largest;
    smallestBefore = smallest >= 0 ? -Infinity : smallest;
  }
  return end(maxIter, false);
}

function squaresOf({ values, rows, columns }: Matrix, interceptScaling: number): Float64Array {
  const squares = new Float64Array(rows).fill(interceptScaling * interceptScaling);
  for (let row = 0, at = 0; row < rows; row++) {
    for (const end = at + columns; at < end; at++) squares[row] += values[at] * values[at];
  }
  return squares;
}

function shuffle(order: Uint32Array, count: number, rng: Rng): void {
  for (let at = count - 1; at > 0; at--) {
    const other = rng.int(at + 1);
    const held = order[at];
    order[at] = order[other];
    order[other] = held;
  }
}
