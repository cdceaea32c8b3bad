import type { Matrix } from '@selvedge/data';
import type { ClassGroup } from './class-covariances.js';

/** (1 - amount) * covariance + amount * its mean variance on the diagonal. */
export function shrunk(covariance: Float64Array, size: number, amount: number): Float64Array {
  const result = covariance.map((value) => (1 - amount) * value);
  let trace = 0;
  for (let at = 0; at < size; at++) trace += covariance[at * (size + 1)];
  for (let at = 0; at < size; at++) result[at * (size + 1)] += (amount * trace) / size;
  return result;
}

/**
 * Shrinks the covariances of standardised columns by the amount that Ledoit and Wolf's lemma gives.
 *
 * @see Ledoit & Wolf, A well-conditioned estimator for large-dimensional covariance matrices, 2004
 */
export function ledoitWolf(
  features: Matrix,
  { members, mean }: Pick<ClassGroup, 'members' | 'mean'>,
  covariance: Float64Array,
): Float64Array {
  const size = features.columns;
  const scales = Float64Array.from(mean, (_, at) => Math.sqrt(covariance[at * (size + 1)]) || 1);
  const standard = covariance.map((value, at) => value / (scales[Math.floor(at / size)] * scales[at % size]));
  const amount = size === 1 ? 0 : amountOf(standard, size, squaredNorms(features, members, mean, scales));
  const result = shrunk(standard, size, amount);
  return result.map((value, at) => value * scales[Math.floor(at / size)] * scales[at % size]);
}

/** @param norms - the squared length of each standardised row */
function amountOf(standard: Float64Array, size: number, norms: Float64Array): number {
  const squares = standard.reduce((sum, value) => sum + value * value, 0);
  const fourth = norms.reduce((sum, norm) => sum + norm * norm, 0);
  let trace = 0;
  for (let at = 0; at < size; at++) trace += standard[at * (size + 1)];
  const distance = (squares - (trace * trace) / size) / size;
  const error = (fourth / norms.length - squares) / (size * norms.length);
  const beta = Math.min(error, distance);
  return beta === 0 ? 0 : beta / distance;
}

function squaredNorms(
  { values, columns }: Matrix,
  members: Uint32Array,
  mean: Float64Array,
  scales: Float64Array,
): Float64Array {
  return Float64Array.from(members, (row) => {
    let norm = 0;
    for (let column = 0; column < columns; column++) {
      norm += ((values[row * columns + column] - mean[column]) / scales[column]) ** 2;
    }
    return norm;
  });
}
