import type { Matrix, ShapedRows } from '@selvedge/data';
import { type ColumnMoments, columnMoments, isConstant } from '@selvedge/data/arithmetic';

/** The columns that share a statistic: all of them, each alone, or those of a channel. */
export type Per = 'global' | 'feature' | 'channel';

/** Smallest and largest value of each column, or of all. */
export function extremes(
  { values, rows, columns }: Matrix,
  per: 'global' | 'feature',
): { least: Float64Array; most: Float64Array } {
  const groups = per === 'global' ? 1 : columns;
  const least = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const group = groups === 1 ? 0 : column;
      if (values[at] < least[group]) least[group] = values[at];
      if (values[at] > most[group]) most[group] = values[at];
    }
  }
  return { least, most };
}

/**
 * Mean and population standard deviation of each column or group of columns: in two passes over the rows, and by Chan's
 * formula over the columns of a group, so that values far from zero lose nothing. The deviation of values that count as
 * constant is 0.
 */
export function moments({ features, shape }: ShapedRows, per: Per): { mean: Float64Array; deviation: Float64Array } {
  const { rows, columns } = features;
  const { means, variances } = momentsOfPresent(features);
  if (per === 'feature') return { mean: means, deviation: deviationsOf(variances, means, rows) };

  const channels = per === 'global' ? 1 : shape[shape.length - 1];
  const groupMean = new Float64Array(channels);
  const groupVariance = new Float64Array(channels);
  const columnsPerGroup = columns / channels;
  for (let column = 0; column < columns; column++) groupMean[column % channels] += means[column] / columnsPerGroup;
  for (let column = 0; column < columns; column++) {
    const apart = (means[column] - groupMean[column % channels]) ** 2;
    groupVariance[column % channels] += (variances[column] + apart) / columnsPerGroup;
  }
  const deviation = deviationsOf(groupVariance, groupMean, rows * columnsPerGroup);
  if (channels === 1) return { mean: groupMean, deviation };
  const spread = (group: Float64Array): Float64Array =>
    Float64Array.from({ length: columns }, (_, column) => group[column % channels]);
  return { mean: spread(groupMean), deviation: spread(deviation) };
}

/** Missing values count for nothing, as in scikit-learn's scalers: their column keeps the statistics of the others. */
function momentsOfPresent(features: Matrix): ColumnMoments {
  const found = columnMoments(features);
  const { means, variances } = found;
  const { values, rows, columns } = features;
  for (let column = 0; column < columns; column++) {
    if (!Number.isNaN(means[column])) continue;
    const present = Array.from({ length: rows }, (_, row) => values[row * columns + column]).filter(
      (value) => !Number.isNaN(value),
    );
    if (present.length === 0) continue;
    const own = columnMoments({ values: Float64Array.from(present), rows: present.length, columns: 1 });
    [means[column]] = own.means;
    [variances[column]] = own.variances;
  }
  return found;
}

const deviationsOf = (variances: Float64Array, means: Float64Array, count: number): Float64Array =>
  variances.map((variance, at) => (isConstant(variance, means[at], count) ? 0 : Math.sqrt(variance)));
