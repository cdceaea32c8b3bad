import { shareMatrix } from '@selvedge/compute/workers';
import type { FitOptions, LabelledRows, Matrix } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import { covarianceOf } from './covariance.js';
import { openThreads } from './threads.js';

/** The rows of a class, and where they lie. */
export interface ClassGroup {
  /** Number of the class. */
  readonly label: number;
  /** Numbers of its rows. */
  readonly members: Uint32Array;
  readonly mean: Float64Array;
}

/** The classes that have rows, in order. */
export function classGroups({ features, labels, classes }: LabelledRows): readonly ClassGroup[] {
  const numbers = Uint32Array.from(labels.keys());
  return [...classes.keys()]
    .map((label) => ({ label, members: numbers.filter((row) => labels[row] === label) }))
    .filter(({ members }) => members.length > 0)
    .map((group) => ({ ...group, mean: meanOf(features, group.members) }));
}

/**
 * Sums the covariance of every class, divided by its rows, each in a worker thread where that is worth it.
 *
 * @param take - is given the covariances in the order of the classes, so that sums of them are the same for any number
 *   of threads, and none has to be kept
 */
export async function eachCovariance(
  kind: string,
  features: Matrix,
  groups: readonly ClassGroup[],
  { signal, onProgress, threads }: FitOptions,
  take: (group: ClassGroup, covariance: Float64Array) => void,
): Promise<void> {
  const { rows, columns } = features;
  const early = new Map<number, Float64Array>();
  let next = 0;
  const arrived = (at: number, covariance: Float64Array): void => {
    early.set(at, covariance);
    for (let found = early.get(next); found !== undefined; found = early.get(next)) {
      early.delete(next);
      take(groups[next], found);
      next++;
      onProgress?.({ step: `fit ${kind}`, done: next, total: groups.length });
    }
  };
  const pool = openThreads(rows * columns * columns, groups.length, threads);
  if (pool === undefined) {
    const onBlock = (): void => throwIfAborted(signal, `fit ${kind}`);
    for (const [at, { members, mean }] of groups.entries()) {
      arrived(at, covarianceOf(features, members, mean, onBlock));
    }
    return;
  }
  const shared = shareMatrix(features);
  try {
    await Promise.all(
      groups.map(async ({ members, mean }, at) => {
        const request = { kind, features: shared, members, mean };
        arrived(at, await pool.run('covariance', request, signal ? { signal } : {}));
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
