import { shareMatrix } from '@selvedge/compute';
import { type FitOptions, type LabelledRows, type Matrix, throwIfAborted } from '@selvedge/data';
import { covarianceOf } from './covariance.js';
import { openThreads } from './threads.js';

/** The rows of a class, and where they lie. */
export interface ClassMoments {
  /** Number of the class. */
  readonly label: number;
  /** Numbers of its rows. */
  readonly members: Uint32Array;
  readonly mean: Float64Array;
  /** Divided by the number of rows; columns x columns. */
  readonly covariance: Float64Array;
}

/** Means and covariances of the classes that have rows, each class in a worker thread where that is worth it. */
export async function classMoments(
  kind: string,
  { features, labels, classes }: LabelledRows,
  { signal, onProgress, threads }: FitOptions & { readonly threads?: number },
): Promise<readonly ClassMoments[]> {
  const { rows, columns } = features;
  const numbers = Uint32Array.from(labels.keys());
  const groups = [...classes.keys()]
    .map((label) => ({ label, members: numbers.filter((row) => labels[row] === label) }))
    .filter(({ members }) => members.length > 0)
    .map((group) => ({ ...group, mean: meanOf(features, group.members) }));
  let done = 0;
  const report = (): void => onProgress?.({ step: `fit ${kind}`, done: ++done, total: groups.length });
  const pool = openThreads(rows * columns * columns, groups.length, threads);
  if (pool === undefined) {
    return groups.map((group) => {
      const onBlock = (): void => throwIfAborted(signal, `fit ${kind}`);
      const covariance = covarianceOf(features, group.members, group.mean, onBlock);
      report();
      return { ...group, covariance };
    });
  }
  const shared = shareMatrix(features);
  try {
    return await Promise.all(
      groups.map(async (group) => {
        const { members, mean } = group;
        const request = { kind, features: shared, members, mean };
        const covariance = await pool.run('covariance', request, signal ? { signal } : {});
        report();
        return { ...group, covariance };
      }),
    );
  } finally {
    await pool.close();
  }
}

function meanOf({ values, columns }: Matrix, members: Uint32Array): Float64Array {
  const mean = new Float64Array(columns);
  for (const row of members) {
    for (let column = 0, at = row * columns; column < columns; column++, at++) mean[column] += values[at];
  }
  for (let column = 0; column < columns; column++) mean[column] /= members.length;
  return mean;
}
