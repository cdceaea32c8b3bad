/** A function's value and gradient at a point. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Where a minimisation ended. */
export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** `no-progress`: no step made the value smaller, which happens at the limit of the arithmetic's precision. */
  readonly stopped: 'converged' | 'max-iterations' | 'no-progress';
}

/** How long to minimise. */
export interface MinimizeOptions {
  readonly maxIter: number;
  /** Called after each iteration; returns true when the gradient is small enough. */
  readonly isConverged: (evaluation: Evaluation, iteration: number) => boolean;
  /** Relative rounding error of values; a rise below it does not count as one. Default 0. */
  readonly precision?: number;
}

/** Pairs of steps and changes of the gradient that are remembered, as in SciPy. */
const MEMORY = 10;
// Of the strong Wolfe conditions: the value must fall enough, the slope must flatten enough.
const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const MAX_TRIALS = 20;

/**
 * Minimises a smooth function by L-BFGS with a line search for the strong Wolfe conditions.
 *
 * @param evaluate - value and gradient, the gradient in an array of its own
 * @see Nocedal & Wright, Numerical Optimization, 2nd ed., algorithms 7.4, 7.5, 3.5 and 3.6
 */
export async function minimize(
  evaluate: (point: Float64Array) => Promise<Evaluation>,
  start: Float64Array,
  { maxIter, isConverged, precision = 0 }: MinimizeOptions,
): Promise<Minimum> {
  let point = start;
  let current = await evaluate(point);
  let evaluations = 1;
  const pairs: Pair[] = [];
  const end = (stopped: Minimum['stopped'], iterations: number): Minimum => ({
    point,
    value: current.value,
    iterations,
    evaluations,
    stopped,
  });

  if (isConverged(current, 0)) return end('converged', 0);
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    let direction = descent(current.gradient, pairs);
    let slope = dot(direction, current.gradient);
    if (slope >= 0) {
      pairs.length = 0; // rounding has made the memory useless: start again from the steepest descent
      direction = descent(current.gradient, pairs);
      slope = dot(direction, current.gradient);
    }
    const first = pairs.length > 0 ? 1 : 1 / Math.max(norm(current.gradient), 1e-300);
    const found = await lineSearch(
      evaluate,
      point,
      current,
      direction,
      slope,
      first,
      precision * Math.abs(current.value),
    );
    evaluations += found.trials;
    if (found.step === 0) return end('no-progress', iteration - 1);
    const next = along(point, direction, found.step);
    remember(pairs, point, next, current.gradient, found.at.gradient);
    point = next;
    current = found.at;
    if (isConverged(current, iteration)) return end('converged', iteration);
  }
  return end('max-iterations', maxIter);
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** The two-loop recursion (algorithm 7.4). */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const factors: number[] = [];
  for (let at = pairs.length - 1; at >= 0; at--) {
    const { step, change, curvature } = pairs[at];
    factors[at] = dot(step, direction) / curvature;
    addScaled(direction, -factors[at], change);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at] *= scale;
  }
  for (const [at, { step, change, curvature }] of pairs.entries()) {
    addScaled(direction, factors[at] - dot(change, direction) / curvature, step);
  }
  return direction;
}

function remember(
  pairs: Pair[],
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
): void {
  const step = to.map((value, at) => value - from[at]);
  const change = after.map((value, at) => value - before[at]);
  const curvature = dot(step, change);
  if (curvature <= 1e-14 * dot(change, change)) return; // keeps the memory positive definite
  pairs.push({ step, change, curvature });
  if (pairs.length > MEMORY) pairs.shift();
}

interface Trial {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
  readonly at: Evaluation;
}

/** Algorithms 3.5 and 3.6; the step is 0 when no trial made the value smaller. */
async function lineSearch(
  evaluate: (point: Float64Array) => Promise<Evaluation>,
  point: Float64Array,
  start: Evaluation,
  direction: Float64Array,
  slope: number,
  first: number,
  slack: number,
): Promise<Trial & { readonly trials: number }> {
  let trials = 0;
  const tryStep = async (step: number): Promise<Trial> => {
    trials++;
    const at = await evaluate(along(point, direction, step));
    return { step, value: at.value, slope: dot(at.gradient, direction), at };
  };
  const isLow = ({ step, value }: Trial): boolean => value <= start.value + SUFFICIENT_DECREASE * step * slope + slack;
  const isFlat = (trial: Trial): boolean => Math.abs(trial.slope) <= -CURVATURE * slope;

  const origin: Trial = { step: 0, value: start.value, slope, at: start };
  let before = origin;
  let now = await tryStep(first);
  let low = origin;
  let high: Trial | undefined;
  while (trials < MAX_TRIALS) {
    if (!isLow(now) || (now.value >= before.value + slack && trials > 1)) {
      [low, high] = [before, now];
      break;
    }
    if (isFlat(now)) return { ...now, trials };
    if (now.slope >= 0) {
      [low, high] = [now, before];
      break;
    }
    before = now;
    now = await tryStep(now.step * 2);
  }
  if (!high) return { ...before, trials };
  while (trials < MAX_TRIALS) {
    const trial = await tryStep(between(low, high));
    if (!isLow(trial) || trial.value >= low.value + slack) high = trial;
    else {
      if (isFlat(trial)) return { ...trial, trials };
      if (trial.slope * (high.step - low.step) >= 0) high = low;
      low = trial;
    }
  }
  return { ...low, trials };
}

/** The minimum of the cubic through two trials (equation 3.59), kept away from the ends; else the middle. */
function between(a: Trial, b: Trial): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const root = Math.sqrt(Math.max(0, d1 * d1 - a.slope * b.slope)) * Math.sign(b.step - a.step);
  const cubic = b.step - ((b.step - a.step) * (b.slope + root - d1)) / (b.slope - a.slope + 2 * root);
  const [left, right] = a.step < b.step ? [a.step, b.step] : [b.step, a.step];
  const margin = 0.1 * (right - left);
  return cubic > left + margin && cubic < right - margin ? cubic : (left + right) / 2;
}

function along(point: Float64Array, direction: Float64Array, step: number): Float64Array {
  return point.map((value, at) => value + step * direction[at]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

function addScaled(target: Float64Array, factor: number, values: Float64Array): void {
  for (let at = 0; at < target.length; at++) target[at] += factor * values[at];
}
