import type { Matrix } from '@selvedge/data';
import { instantiateKernels, MemoryPlan } from '../kernels/instantiate.js';
import { sagWasm } from '../kernels/sag.wasm.js';

/** What stochastic average gradient works on. */
export interface SagProblem {
  readonly features: Matrix;
  readonly labels: Uint16Array;
  readonly classes: number;
  /** Weight of each row. */
  readonly rowWeights: Float64Array;
  readonly hasIntercept: boolean;
  /** SAGA's unbiased steps instead of SAG's. */
  readonly isSaga: boolean;
  readonly step: number;
  /** Of the penalty 0.5 * decay * |w|^2 on the mean loss. */
  readonly decay: number;
  /** Classes x columns, and classes. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** A run of stochastic average gradient, whose memory lies outside the JavaScript heap. */
export interface Sag {
  /**
   * Takes one step per row named.
   *
   * @returns the sum of the rows' losses, each before its step
   */
  steps(order: Int32Array): number;
  /** The present weights, copies: classes x columns and classes. */
  state(): { readonly weights: Float64Array; readonly intercepts: Float64Array };
}

/**
 * Opens a run of SAG or SAGA for softmax regression, in float64 with 128-bit vectors.
 *
 * @see Schmidt, Le Roux & Bach, Minimizing finite sums with the stochastic average gradient, 2013
 * @see Defazio, Bach & Lacoste-Julien, SAGA, 2014
 */
export function openSag(problem: SagProblem): Sag {
  const { features, labels, classes } = problem;
  const { rows, columns } = features;
  const isBytes = features.values instanceof Uint8Array;
  const width = Math.ceil(columns / 4) * 4;
  const kernels = instantiateKernels<{ sagSteps(...numbers: number[]): void }>(sagWasm);
  const { exports, memory } = kernels;
  const plan = new MemoryPlan(kernels);
  const at = {
    order: plan.place(rows * 4),
    rows: plan.place(rows * width * (isBytes ? 1 : 4)),
    labels: plan.place(rows * 4),
    rowWeights: plan.place(rows * 8),
    state: plan.place(24),
    seen: plan.place(rows),
    memory: plan.place(rows * classes * 8),
    weights: plan.place(classes * width * 8),
    sums: plan.place(classes * width * 8),
    intercepts: plan.place(classes * 8),
    interceptSums: plan.place(classes * 8),
    x: plan.place(width * 8),
    scores: plan.place(classes * 8),
  };
  plan.apply();
  const { buffer } = memory;
  const floats = (place: number, length: number): Float64Array => new Float64Array(buffer, place, length);
  const target = isBytes
    ? new Uint8Array(buffer, at.rows, rows * width)
    : new Float32Array(buffer, at.rows, rows * width);
  for (let row = 0; row < rows; row++) {
    target.set(features.values.subarray(row * columns, (row + 1) * columns), row * width);
  }
  new Int32Array(buffer, at.labels, rows).set(labels);
  floats(at.rowWeights, rows).set(problem.rowWeights);
  const state = floats(at.state, 3);
  state.set([1, 0, 0]);
  const weights = floats(at.weights, classes * width);
  for (let label = 0; label < classes; label++) {
    weights.set(problem.weights.subarray(label * columns, (label + 1) * columns), label * width);
  }
  floats(at.intercepts, classes).set(problem.intercepts);
  const { hasIntercept, isSaga, step, decay } = problem;

  return {
    steps(order) {
      new Int32Array(buffer, at.order, rows).set(order);
      state[2] = 0;
      exports.sagSteps(
        at.order,
        order.length,
        at.rows,
        Number(isBytes),
        width,
        classes,
        at.labels,
        at.rowWeights,
        Number(hasIntercept),
        Number(isSaga),
        step,
        1 - step * decay,
        at.state,
        at.seen,
        at.memory,
        at.weights,
        at.sums,
        at.intercepts,
        at.interceptSums,
        at.x,
        at.scores,
      );
      return state[2];
    },
    state() {
      const plain = new Float64Array(classes * columns);
      for (let label = 0; label < classes; label++) {
        for (let column = 0; column < columns; column++) {
          plain[label * columns + column] = weights[label * width + column] * state[0];
        }
      }
      return { weights: plain, intercepts: floats(at.intercepts, classes).slice() };
    },
  };
}
