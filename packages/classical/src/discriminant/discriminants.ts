import { cholesky, solveLower, solveUpper } from './cholesky.js';
import { eigenvectorsOf } from './eigenvectors.js';
import { product, whitening } from './whitening.js';

/** What both solvers work on: classes that have rows. */
export interface DiscriminantProblem {
  readonly means: readonly Float64Array[];
  readonly priors: Float64Array;
  /** Within the classes, columns x columns. */
  readonly covariance: Float64Array;
  readonly tol: number;
}

/** One for each of the classes. */
export interface Line {
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** Deviations this small beside the mean are its rounding errors: the column is constant. */
const CONSTANT = 1e-12;

/** Centres this many deviations from zero cost the decisions more than ten of their digits. */
const FAR = 1000;

/**
 * Linear discriminants by least squares: weights are covariance⁻¹ mean, of columns far from zero less their centre, which
 * changes all decisions of a row alike.
 */
export async function solveLsqr({ means, priors, covariance }: DiscriminantProblem): Promise<readonly Line[]> {
  const columns = means[0].length;
  const variances = means[0].map((_, at) => covariance[at * (columns + 1)]);
  const weigh = scaledInverse(means, covariance) ?? (await pseudoInverse(covariance, variances));
  const centre = centreOf(means, priors).map((value, at) =>
    Math.abs(value) > FAR * Math.sqrt(variances[at]) ? value : 0,
  );
  return means.map((mean, at) => {
    const near = mean.map((value, column) => value - centre[column]);
    const weights = weigh(near);
    return { weights, intercept: Math.log(priors[at]) - 0.5 * product(weights, near) - product(weights, centre) };
  });
}

type Weigh = (mean: Float64Array) => Float64Array;

/**
 * covariance⁻¹ of columns of any sizes, constant ones left out; undefined where columns depend on each other. Least squares
 * of columns as they are drop the small ones where variances are 1e15 apart.
 */
function scaledInverse(means: readonly Float64Array[], covariance: Float64Array): Weigh | undefined {
  const { varying, scales, standard } = standardised(means, covariance);
  const size = varying.length;
  const lower = cholesky(standard, size, Number.EPSILON * size) && cholesky(standard, size);
  if (lower === undefined) return undefined;
  return (mean) => {
    const weights = new Float64Array(mean.length);
    const near = Float64Array.from(varying, (column, at) => mean[column] / scales[at]);
    for (const [at, weight] of solveUpper(lower, solveLower(lower, near)).entries()) {
      weights[varying[at]] = weight / scales[at];
    }
    return weights;
  };
}

/** The weights of least length, as scikit-learn's, where columns depend on each other. */
async function pseudoInverse(covariance: Float64Array, variances: Float64Array): Promise<Weigh> {
  const columns = variances.length;
  const least = Number.EPSILON * columns * Math.max(...variances);
  const { whiten, back } = await whitening(covariance, columns, least);
  return (mean) => back(whiten(mean));
}

/** Correlations of the columns that vary. */
function standardised(means: readonly Float64Array[], covariance: Float64Array) {
  const columns = means[0].length;
  const varying = [...means[0].keys()].filter((column) => {
    const largest = means.reduce((most, mean) => Math.max(most, Math.abs(mean[column])), 0);
    return covariance[column * (columns + 1)] > (CONSTANT * largest) ** 2;
  });
  const scales = Float64Array.from(varying, (column) => Math.sqrt(covariance[column * (columns + 1)]));
  const standard = new Float64Array(varying.length ** 2);
  for (const [i, column] of varying.entries()) {
    for (const [j, other] of varying.entries()) {
      standard[i * varying.length + j] = covariance[column * columns + other] / (scales[i] * scales[j]);
    }
  }
  return { varying, scales, standard };
}

/**
 * Linear discriminants of standardised columns in the space of the classes' means, without the directions whose singular
 * values are `tol` or less within the classes, or `tol` times the largest between them.
 */
export async function solveSvd({ means, priors, covariance, tol }: DiscriminantProblem): Promise<readonly Line[]> {
  const columns = means[0].length;
  const { varying, scales, standard } = standardised(means, covariance);
  const least = Math.max(tol * tol, Number.EPSILON * varying.length * varying.length);
  const { whiten, back } = await whitening(standard, varying.length, least);
  const centre = centreOf(means, priors);
  const centred = means.map((mean) =>
    whiten(Float64Array.from(varying, (column, at) => (mean[column] - centre[column]) / scales[at])),
  );
  const axes = await axesBetween(centred, priors, tol);
  return centred.map((point, at) => {
    const inside = new Float64Array(point.length);
    for (const axis of axes) {
      const share = product(axis, point);
      for (let place = 0; place < point.length; place++) inside[place] += share * axis[place];
    }
    const weights = new Float64Array(columns);
    for (const [place, weight] of back(inside).entries()) weights[varying[place]] = weight / scales[place];
    const intercept = Math.log(priors[at]) - 0.5 * product(inside, inside) - product(weights, centre);
    return { weights, intercept };
  });
}

function centreOf(means: readonly Float64Array[], priors: Float64Array): Float64Array {
  const centre = new Float64Array(means[0].length);
  for (const [at, mean] of means.entries()) {
    for (let column = 0; column < centre.length; column++) centre[column] += priors[at] * mean[column];
  }
  return centre;
}

/** Orthonormal axes of the space that the points span, weighted, by the eigenvectors of their products. */
async function axesBetween(
  points: readonly Float64Array[],
  priors: Float64Array,
  tol: number,
): Promise<Float64Array[]> {
  const weighted = points.map((point, at) => point.map((value) => value * Math.sqrt(priors[at])));
  const count = points.length;
  const products = new Float64Array(count * count);
  for (const [i, a] of weighted.entries()) {
    for (const [j, b] of weighted.entries()) products[i * count + j] = product(a, b);
  }
  const directions = await eigenvectorsOf(products, count);
  const least = directions[0].value * Math.max(tol * tol, Number.EPSILON * count);
  return directions
    .filter(({ value }) => value > least)
    .map(({ value, vector }) => {
      const axis = new Float64Array(points[0].length);
      for (const [at, point] of weighted.entries()) {
        for (let place = 0; place < axis.length; place++) axis[place] += (point[place] * vector[at]) / Math.sqrt(value);
      }
      return axis;
    });
}
