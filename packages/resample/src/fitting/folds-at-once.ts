import { type Matrix, SelvedgeError } from '@selvedge/data';
import { availableBytes, cores } from '#machine';
import type { Fold } from '../folds/folds.js';

/** A fit needs its copy of the training rows, often as float32, and as much again for its own state. */
const BYTES_PER_NUMBER = 12;

/**
 * How many folds to fit at the same time: as many as there are cores (four at most: models use threads themselves) and
 * as fit into half of the free memory, where the platform tells how much that is.
 */
export function foldsAtOnce(wanted: number | 'auto', folds: readonly Fold[], features: Matrix): number {
  if (wanted !== 'auto') {
    if (Number.isInteger(wanted) && wanted >= 1) return Math.min(wanted, folds.length);
    throw new SelvedgeError(
      'invalid-argument',
      `parallel: got ${wanted}; need 'auto' or a whole number of folds at a time, at least 1.`,
    );
  }
  const largest = folds.reduce((most, { train }) => Math.max(most, train.length), 0);
  const perFold = largest * features.columns * BYTES_PER_NUMBER;
  const fitting = Math.floor(availableBytes() / 2 / Math.max(1, perFold));
  return Math.max(1, Math.min(folds.length, cores(), 4, fitting));
}
