import type { Matrix, ShapedRows } from '@selvedge/data';
import { type ColumnMoments, columnMoments, isConstant } from '@selvedge/data/arithmetic';

/** The columns that share a statistic: all of them, each alone, or those of a channel. */
export type Per = 'global' | 'feature' | 'channel';

/** How many groups of columns share a statistic: column `c` is of group `c % groups`. */
export function groupsOf({ features, shape }: ShapedRows, per: Per): number {
  if (per === 'global') return 1;
  return per === 'feature' ? features.columns : (shape.at(-1) ?? 1);
}

/** A statistic of each group, for each column; one for all stays one. */
export function spread(groups: Float64Array, columns: number): Float64Array {
  return groups.length === 1 || groups.length === columns
    ? groups
    : Float64Array.from({ length: columns }, (_, column) => groups[column % groups.length]);
}

/** Smallest and largest value of each group of columns; missing values count for nothing. */
export function extremes(train: ShapedRows, per: Per): { least: Float64Array; most: Float64Array } {
  const { values, rows, columns } = train.features;
  const groups = groupsOf(train, per);
  const least = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(groups).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0, group = 0; column < columns; column++, at++, group = group + 1 === groups ? 0 : group + 1) {
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
export function moments(train: ShapedRows, per: Per): { mean: Float64Array; deviation: Float64Array } {
  const { columns } = train.features;
  const { means, variances, counts } = momentsOfPresent(train.features);
  if (per === 'feature') return { mean: means, deviation: deviationsOf(variances, means, counts) };

  const groups = groupsOf(train, per);
  const zeros = (): Float64Array => new Float64Array(groups);
  const [total, mean, variance] = [zeros(), zeros(), zeros()];
  for (let column = 0; column < columns; column++) total[column % groups] += counts[column];
  for (let column = 0; column < columns; column++)
    if (counts[column] > 0) mean[column % groups] += means[column] * (counts[column] / total[column % groups]);
  for (let column = 0; column < columns; column++) {
    if (counts[column] === 0) continue;
    const apart = (means[column] - mean[column % groups]) ** 2;
    variance[column % groups] += (variances[column] + apart) * (counts[column] / total[column % groups]);
  }
  return { mean: spread(mean, columns), deviation: spread(deviationsOf(variance, mean, total), columns) };
}

/** Missing values count for nothing, as in scikit-learn's scalers: their column keeps the statistics of the others. */
function momentsOfPresent(features: Matrix): ColumnMoments & { readonly counts: Float64Array } {
  const found = columnMoments(features);
  const { means, variances } = found;
  const { values, rows, columns } = features;
  const counts = new Float64Array(columns).fill(rows);
  for (let column = 0; column < columns; column++) {
    if (!Number.isNaN(means[column])) continue;
    const present = Array.from({ length: rows }, (_, row) => values[row * columns + column]).filter(
      (value) => !Number.isNaN(value),
    );
    counts[column] = present.length;
    if (present.length === 0) continue;
    const own = columnMoments({ values: Float64Array.from(present), rows: present.length, columns: 1 });
    [means[column]] = own.means;
    [variances[column]] = own.variances;
  }
  return { ...found, counts };
}

const deviationsOf = (variances: Float64Array, means: Float64Array, counts: Float64Array): Float64Array =>
  variances.map((variance, at) => (isConstant(variance, means[at], counts[at]) ? 0 : Math.sqrt(variance)));
