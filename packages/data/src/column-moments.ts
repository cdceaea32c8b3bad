import { type Matrix, matrix } from './matrix.js';

/** Mean and population variance of each column, in float64. */
export interface ColumnMoments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/**
 * Mean and population variance of each column by two passes, the second corrected for the rounding of the mean.
 *
 * @see Chan, Golub & LeVeque, Algorithms for computing the sample variance, The American Statistician, 1983
 */
export function columnMoments({ values, rows, columns }: Matrix): ColumnMoments {
  const means = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) means[column] += values[at];
  for (let column = 0; column < columns; column++) means[column] /= rows;
  const variances = new Float64Array(columns);
  const corrections = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const difference = values[at] - means[column];
      variances[column] += difference * difference;
      corrections[column] += difference;
    }
  }
  for (let column = 0; column < columns; column++) {
    variances[column] = Math.max(0, variances[column] - corrections[column] ** 2 / rows) / rows;
  }
  return { means, variances };
}

/**
 * Whether values count as constant: their variance is within what rounding alone gives to equal numbers. Every fitted
 * scaling decides it here, by the bound of scikit-learn's `StandardScaler`.
 *
 * @param variance - population variance of the values
 * @param count - number of values
 */
export function isConstant(variance: number, mean: number, count: number): boolean {
  return variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
}

/** Means farther from zero than this many standard deviations cost float32 more than four bits of the deviations. */
const FAR = 16;

/**
 * The means of columns that float32 cannot hold well, because they lie far from zero for how little they vary
 * (seconds since 1970, say); 0 for other columns. Subtracted in float64 before rounding to float32, nothing is lost.
 *
 * @returns one number per column; undefined where no column needs it, and for bytes, which float32 holds exactly
 */
export function farCentres(source: Matrix): Float64Array | undefined {
  if (source.values instanceof Uint8Array) return undefined;
  const { means, variances } = columnMoments(source);
  const centres = means.map((mean, at) => (Math.abs(mean) > FAR * Math.sqrt(variances[at]) ? mean : 0));
  return centres.some((centre) => centre !== 0) ? centres : undefined;
}

/** Rows less `centres`, subtracted in float64 and rounded to float32; the rows themselves without centres. */
export function centredRows(source: Matrix, centres: Float64Array | undefined): Matrix {
  if (!centres) return source;
  const { values, rows, columns } = source;
  const centred = new Float32Array(values.length);
  for (let at = 0, row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) centred[at] = values[at] - centres[column];
  }
  return matrix(centred, rows, columns);
}
