import type { Matrix } from '@selvedge/data';
import { columnsOf, derivatives, lossAt, scoresAt } from './softmax-loss.js';

/** What coordinate descent minimises: the rows' weighted losses + l1 |w| + l2 / 2 w². Intercepts are free. */
export interface CoordinateProblem {
  readonly features: Matrix;
  /** Numbers of the present classes. */
  readonly labels: Uint16Array;
  readonly classes: number;
  readonly rowWeights: Float64Array;
  readonly hasIntercept: boolean;
  readonly l1: number;
  readonly l2: number;
  /** Subtracted from each column: where its intercepts hold. The nearer to the means, the faster it converges. */
  readonly centres: Float64Array;
  /** Classes x columns and classes: where it starts. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly maxIter: number;
  /** Where to stop: the largest component of the smallest subgradient of the mean objective. */
  readonly tol: number;
}

/** What it found. */
export interface CoordinateSolution {
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
  readonly convergence: {
    readonly stopped: 'converged' | 'max-iterations' | 'no-progress';
    readonly iterations: number;
    /** Mean objective before the first step and after each. */
    readonly losses: readonly number[];
  };
}

/** Most rounds over all coordinates for one quadratic model. */
const ROUNDS = 1000;
/** Of the objective: what its sum may be off by. */
const ROUNDING = 1e-14;
/** Steps that may follow each other without a lower objective: near the minimum it changes less than it rounds. */
const STALLS = 3;
/** A row whose class is certain has no curvature: this keeps a coordinate's step finite. */
const LEAST_CURVATURE = 1e-12;

/**
 * Newton's method with the L1 penalty kept whole: each step minimises the loss's quadratic model plus the penalty by
 * coordinate descent, and a line search takes as much of it as lowers the objective. All in float64.
 *
 * Two classes have one line, that of the second class; the first class's stays where it starts, at 0.
 *
 * @param onStep - called after each step with the steps done, the mean objective and its largest slope
 * @param onRound - called often; may throw
 * @see Yuan, Ho & Lin, An improved GLMNET for L1-regularized logistic regression, JMLR 13 (2012)
 * @see Friedman, Hastie & Tibshirani, Regularization paths for generalized linear models via coordinate descent, 2010
 */
export function descendCoordinates(
  problem: CoordinateProblem,
  onStep: (steps: number, objective: number, gradient: number) => void,
  onRound: () => void,
): CoordinateSolution {
  const { classes, maxIter, tol, l1, l2, hasIntercept } = problem;
  const { rows, columns } = problem.features;
  const lines = classes === 2 ? [1] : Array.from({ length: classes }, (_, line) => line);
  const byColumn = columnsOf(problem.features, problem.centres);
  const total = problem.rowWeights.reduce((sum, weight) => sum + weight, 0);
  const width = columns + 1; // the last coordinate of a line is its intercept
  const point = new Float64Array(classes * width);
  for (let line = 0; line < classes; line++) {
    point.set(problem.weights.subarray(line * columns, (line + 1) * columns), line * width);
    point[line * width + columns] = problem.intercepts[line];
  }
  const scores = scoresAt(point, byColumn, rows, width, classes);
  const shares = new Float64Array(rows * classes);
  const gradient = new Float64Array(classes * width);
  const curvature = new Float64Array(classes * width);
  const penaltyOf = (at: Float64Array): number => {
    let sum = 0;
    for (const line of lines) {
      for (let column = 0; column < columns; column++) {
        const weight = at[line * width + column];
        sum += l1 * Math.abs(weight) + (l2 / 2) * weight * weight;
      }
    }
    return sum;
  };
  const coordinates = lines.flatMap((line) =>
    Array.from({ length: hasIntercept ? width : columns }, (_, at) => line * width + at),
  );

  let objective = lossAt(problem, scores, shares) + penaltyOf(point);
  const losses = [objective / total];
  let stalls = 0;
  const end = (stopped: CoordinateSolution['convergence']['stopped'], iterations: number): CoordinateSolution => {
    const weights = new Float64Array(classes * columns);
    for (let line = 0; line < classes; line++)
      weights.set(point.subarray(line * width, line * width + columns), line * columns);
    const intercepts = Float64Array.from({ length: classes }, (_, line) => point[line * width + columns]);
    return { weights, intercepts, convergence: { stopped, iterations, losses } };
  };

  for (let step = 1; step <= maxIter; step++) {
    derivatives(problem, byColumn, shares, lines, gradient, curvature);
    let steepest = 0;
    for (const at of coordinates) {
      const isIntercept = at % width === columns;
      const slope = gradient[at] + (isIntercept ? 0 : l2 * point[at]);
      steepest = Math.max(steepest, Math.abs(isIntercept ? slope : subgradient(slope, point[at], l1)));
    }
    if (steepest / total <= tol) return end('converged', step - 1);
    const accuracy = steepest * Math.min(0.01, Math.sqrt(steepest / total));
    const model = { problem, byColumn, shares, point, gradient, curvature, coordinates, accuracy };
    const moved = minimizeModel(model, onRound);
    const target = new Float64Array(point.length);
    const trial = new Float64Array(scores.length);
    const before = objective;
    let isTaken = false;
    for (let share = 1; share > 1e-12; share /= 2) {
      for (const at of coordinates) target[at] = point[at] + share * moved.step[at];
      for (let at = 0; at < trial.length; at++) trial[at] = scores[at] + share * moved.scores[at];
      const value = lossAt(problem, trial, shares) + penaltyOf(target);
      if (!(value <= objective + 1e-4 * share * moved.predicted + ROUNDING * Math.abs(objective))) continue;
      isTaken = true;
      objective = value;
      break;
    }
    losses.push(objective / total);
    onStep(step, objective / total, steepest / total);
    if (!isTaken) return end('no-progress', step);
    for (const at of coordinates) point[at] = target[at];
    scores.set(trial);
    stalls = objective < before ? 0 : stalls + 1;
    if (stalls > STALLS) return end('no-progress', step);
  }
  return end('max-iterations', maxIter);
}

/** The smallest subgradient of a coordinate under the L1 penalty. */
function subgradient(slope: number, weight: number, l1: number): number {
  if (weight !== 0) return slope + l1 * Math.sign(weight);
  return Math.sign(slope) * Math.max(0, Math.abs(slope) - l1);
}

interface Model {
  readonly problem: CoordinateProblem;
  readonly byColumn: readonly Float64Array[];
  readonly shares: Float64Array;
  readonly point: Float64Array;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly coordinates: readonly number[];
  /** How near a coordinate's last change must be to its minimum, as a slope: far from the minimum it need not be near. */
  readonly accuracy: number;
}

/**
 * The step that minimises the quadratic model of the loss plus the penalty, by rounds over the coordinates.
 *
 * @returns the step, the change of the scores, and the fall of the objective that the model predicts (negative)
 */
function minimizeModel(
  { problem, byColumn, shares, point, gradient, curvature, coordinates, accuracy }: Model,
  onRound: () => void,
): { step: Float64Array; scores: Float64Array; predicted: number } {
  const { classes, l1, l2, rowWeights } = problem;
  const { rows, columns } = problem.features;
  const width = columns + 1;
  const step = new Float64Array(point.length);
  const scores = new Float64Array(rows * classes);
  /** Of each row the change of its scores, averaged by its shares: what one class's change takes from the others. */
  const means = new Float64Array(rows);
  for (let round = 0; round < ROUNDS; round++) {
    onRound();
    let largest = 0;
    for (const at of coordinates) {
      const line = Math.floor(at / width);
      const column = at % width;
      const isIntercept = column === columns;
      const values = isIntercept ? undefined : byColumn[column];
      let slope = gradient[at];
      for (let row = 0; row < rows; row++) {
        const place = row * classes + line;
        const bent = rowWeights[row] * shares[place] * (scores[place] - means[row]);
        slope += values ? bent * values[row] : bent;
      }
      const bend = Math.max(curvature[at], LEAST_CURVATURE) + (isIntercept ? 0 : l2);
      const from = point[at] + step[at];
      if (!isIntercept) slope += l2 * from;
      const to = isIntercept ? from - slope / bend : softened(bend * from - slope, l1) / bend;
      const change = to - from;
      if (change === 0) continue;
      largest = Math.max(largest, Math.abs(change) * bend);
      step[at] += change;
      for (let row = 0; row < rows; row++) {
        const moved = values ? change * values[row] : change;
        scores[row * classes + line] += moved;
        means[row] += shares[row * classes + line] * moved;
      }
    }
    if (largest <= accuracy) break;
  }
  let predicted = 0;
  for (const at of coordinates) {
    predicted += gradient[at] * step[at];
    if (at % width === columns) continue;
    const to = point[at] + step[at];
    predicted += l1 * (Math.abs(to) - Math.abs(point[at])) + (l2 / 2) * (to * to - point[at] * point[at]);
  }
  return { step, scores, predicted: Math.min(0, predicted) };
}

const softened = (value: number, by: number): number => Math.sign(value) * Math.max(0, Math.abs(value) - by);
