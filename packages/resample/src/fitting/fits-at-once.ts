import { type Matrix, SelvedgeError } from '@selvedge/data';
import { cores } from '@selvedge/data/checks';
import { availableBytes } from '#machine';
import type { Fold } from '../folds/fold.js';

/** A fit needs its copy of the training rows, often as float32, and as much again for its own state. */
const BYTES_PER_NUMBER = 12;

/**
 * How many models to fit at the same time: as many as there are cores (four at most: models use threads themselves) and
 * as fit into half of the free memory, where the platform tells how much that is.
 */
export function fitsAtOnce(requested: number | 'auto', fits: readonly Pick<Fold, 'train'>[], features: Matrix): number {
  if (requested !== 'auto') {
    if (Number.isInteger(requested) && requested >= 1) return Math.min(requested, fits.length);
    throw new SelvedgeError(
      'invalid-argument',
      `parallel: got ${requested}; need 'auto' or a whole number of fits at a time, at least 1.`,
    );
  }
  const largest = fits.reduce((most, { train }) => Math.max(most, train.length), 0);
  const perFit = largest * features.columns * BYTES_PER_NUMBER;
  const fitting = Math.floor(availableBytes() / 2 / Math.max(1, perFit));
  return Math.max(1, Math.min(fits.length, cores(), 4, fitting));
}
