import type { FitOptions, Matrix } from '@selvedge/data';
import type { LogisticRegressionParams } from '../specs.generated.js';
import { minimize } from './lbfgs.js';
import type { LossSums } from './objective.js';

/** Weights of the present classes, in the terms of the given features. */
export interface Coefficients {
  /** Classes x columns. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/** How a fit went. */
export interface Convergence {
  readonly stopped: 'converged' | 'max-iterations' | 'no-progress';
  /** L-BFGS steps, or passes over the rows. */
  readonly iterations: number;
  /** Mean objective (loss plus penalty, over the rows' summed weights) before the first iteration and after each. */
  readonly losses: readonly number[];
}

/** What a solver works on. */
export interface LogisticProblem {
  readonly params: LogisticRegressionParams;
  readonly features: Matrix;
  readonly classes: number;
  /** Summed over the rows. */
  readonly totalWeight: number;
  /** Half of it times the squared weights is added to the sum of losses. */
  readonly strength: number;
}

/**
 * Minimises the penalised loss by L-BFGS.
 *
 * It walks in standardised coordinates, v = w / scale with the intercept at the features' mean: the objective is the
 * same (the penalty stays on w), but its valleys are rounder, so far fewer steps are needed on raw pixels.
 */
export async function fitLbfgs(
  { params, features, classes, totalWeight, strength }: LogisticProblem,
  sums: LossSums,
  start: Coefficients,
  { signal, onProgress }: FitOptions,
): Promise<Coefficients & { readonly convergence: Convergence }> {
  const { columns } = features;
  const size = classes * columns;
  const { means, scales } = coordinates(features, strength / totalWeight, params.fitIntercept);

  const toCoefficients = (point: Float64Array): Coefficients => {
    const weights = new Float64Array(size);
    const intercepts = point.slice(size);
    for (let at = 0; at < size; at++) {
      weights[at] = point[at] * scales[at % columns];
      intercepts[Math.floor(at / columns)] -= weights[at] * means[at % columns];
    }
    return { weights, intercepts: params.fitIntercept ? intercepts : new Float64Array(classes) };
  };
  const toPoint = ({ weights, intercepts }: Coefficients): Float64Array => {
    const point = new Float64Array(size + classes);
    point.set(intercepts, size);
    for (let at = 0; at < size; at++) {
      point[at] = weights[at] / scales[at % columns];
      point[size + Math.floor(at / columns)] += weights[at] * means[at % columns];
    }
    return point;
  };

  let largest = 0; // of the gradient in the given features' terms, at the last evaluation
  const largestOf = new WeakMap<Float64Array, number>();
  const losses: number[] = [];
  const result = await minimize(
    async (point) => {
      const { weights, intercepts } = toCoefficients(point);
      const { loss, weightGradient, interceptGradient } = await sums.at(weights, intercepts, signal);
      const gradient = new Float64Array(point.length);
      let value = loss;
      let steepest = 0;
      for (let at = 0; at < size; at++) {
        const slope = weightGradient[at] + strength * weights[at];
        value += 0.5 * strength * weights[at] * weights[at];
        steepest = Math.max(steepest, Math.abs(slope));
        const label = Math.floor(at / columns);
        gradient[at] = ((slope - means[at % columns] * interceptGradient[label]) * scales[at % columns]) / totalWeight;
      }
      if (params.fitIntercept) {
        for (let label = 0; label < classes; label++) {
          steepest = Math.max(steepest, Math.abs(interceptGradient[label]));
          gradient[size + label] = interceptGradient[label] / totalWeight;
        }
      }
      largestOf.set(gradient, steepest / totalWeight);
      return { value: value / totalWeight, gradient };
    },
    toPoint(start),
    {
      maxIter: params.maxIter,
      precision: 2e-7, // losses are float32 sums
      isConverged: ({ value, gradient }, iteration) => {
        losses.push(value);
        largest = largestOf.get(gradient) ?? largest;
        onProgress?.({
          step: 'fit logistic-regression',
          done: iteration,
          total: params.maxIter,
          metrics: { loss: value, gradient: largest },
        });
        return largest <= params.tol;
      },
    },
  );
  const { stopped, iterations } = result;
  return { ...toCoefficients(result.point), convergence: { stopped, iterations, losses } };
}

/**
 * Means and scales that make the objective's curvature alike in every coordinate: about variance x mean slope of the
 * softmax + strength of the penalty per row.
 */
function coordinates(
  { values, rows, columns }: Matrix,
  strengthPerRow: number,
  isCentred: boolean,
): { means: Float64Array; scales: Float64Array } {
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      means[column] += values[at];
      squares[column] += values[at] * values[at];
    }
  }
  const scales = new Float64Array(columns);
  let largest = 0;
  for (let column = 0; column < columns; column++) {
    means[column] /= rows;
    const square = squares[column] / rows;
    scales[column] = isCentred ? Math.max(0, square - means[column] ** 2) : square;
    if (!isCentred) means[column] = 0;
    largest = Math.max(largest, scales[column]);
  }
  // A share p of softmax has the slope p (1 - p): about 0.1 on average while a model learns.
  const floor = Math.max(strengthPerRow / 0.1, largest * 1e-8, 1e-300);
  return { means, scales: scales.map((variance) => 1 / Math.sqrt(variance + floor)) };
}
