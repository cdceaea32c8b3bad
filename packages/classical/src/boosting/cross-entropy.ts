import { isShared } from '@selvedge/compute/workers';
import { dividedInto } from '../tree/divided-into.js';
import { treeThreads } from '../tree/threads.js';
import { BAND_ROWS, crossEntropies, type ScoredRows } from './derivatives.js';

/** Fewer numbers than this are not worth a message to a thread. */
const SHARED_NUMBERS = 2 ** 17;

/**
 * The cross-entropy of scores, summed; fills in the derivatives where arrays for them are given. Many rows are divided
 * between worker threads where these share memory.
 */
export async function crossEntropy(rows: ScoredRows, threads: number | undefined): Promise<number> {
  const { scores, labels } = rows;
  const bands = Math.ceil(labels.length / BAND_ROWS);
  const isLarge = scores.length * labels.length >= SHARED_NUMBERS && scores.every(isShared);
  const pool = isLarge ? treeThreads(threads) : undefined;
  const parts = dividedInto(pool?.threads ?? 1, bands).map((part) => ({ ...rows, ...part }));
  const sums = pool ? await pool.map('crossEntropies', parts) : parts.map(crossEntropies);
  return sums.reduce((total, part) => part.reduce((sum, band) => sum + band, total), 0);
}
