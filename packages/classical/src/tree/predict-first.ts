import { nextTurn } from '@selvedge/compute/workers';
import { type Matrix, matrix, type PredictOptions, SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';

/** Rows between two chances for other work on this thread: fewer where there are many parts, each of which passes by. */
export const MAX_ROWS_PER_BLOCK: number = 16 * 1024;
const MIN_ROWS_PER_BLOCK = 1024;
const WALKS_PER_BLOCK = 1024 * 1024;

/** A model that is a sum of parts, such as the trees of a forest. */
export interface SumOfParts {
  readonly kind: string;
  readonly classes: number;
  /** The name of its parts: `trees`. */
  readonly parts: string;
  /** How many it has. */
  readonly size: number;
  /** The most rows at a time, for parts that pass by the same rows again and again. */
  readonly mostRows?: number;
  /** Begins with no part of the rows from `first` up to `end`. */
  begin(features: Matrix, first: number, end: number): PartialSum;
}

/** What the parts so far say of some rows. */
export interface PartialSum {
  /** Adds the next part, by its number from 0. */
  add(part: number): void;
  /** Writes probabilities of the `count` parts that were added, rows x classes. */
  write(shares: Float32Array, count: number): void;
}

/**
 * Probabilities by the first parts alone, for many numbers of parts at the price of the largest.
 *
 * @param counts - whole numbers in [1, size]
 * @returns rows x classes per count, in the order of the counts
 * @throws SelvedgeError `invalid-argument` for a count that the model does not have, `aborted`
 */
export async function predictFirst(
  model: SumOfParts,
  features: Matrix,
  counts: readonly number[],
  { signal, onProgress }: PredictOptions = {},
): Promise<Matrix<Float32Array>[]> {
  for (const count of counts) checkCount(model, count);
  const { rows } = features;
  const { classes } = model;
  const results = counts.map(() => matrix(new Float32Array(rows * classes), rows, classes));
  const most = Math.max(0, ...counts);
  const fair = Math.floor(WALKS_PER_BLOCK / Math.max(1, most));
  const block = Math.min(model.mostRows ?? MAX_ROWS_PER_BLOCK, Math.max(MIN_ROWS_PER_BLOCK, fair));
  for (let first = 0; first < rows; first += block) {
    throwIfAborted(signal, `predict ${model.kind}`);
    const end = Math.min(rows, first + block);
    const sum = model.begin(features, first, end);
    for (let part = 0; part < most; part++) {
      sum.add(part);
      for (const [at, count] of counts.entries()) {
        if (count === part + 1) sum.write(results[at].values.subarray(first * classes, end * classes), count);
      }
    }
    onProgress?.({ step: `predict ${model.kind}`, done: end, total: rows });
    await nextTurn();
  }
  return results;
}

function checkCount({ kind, parts, size }: SumOfParts, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= size) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${kind}: got ${count} ${parts} to predict with; need a whole number from 1 to ${size}. Fit a model with more ${parts}.`,
  );
}
