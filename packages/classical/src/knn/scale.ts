import type { Matrix } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';
import type { KnnParams } from '../specs.generated.js';

/** Squares of larger numbers, summed over the columns, leave float32; those of smaller ones vanish in it. */
const LARGEST = 1e16;
const SMALLEST = 1e-16;

/**
 * Checks that float32 tells distances between rows apart.
 *
 * @throws SelvedgeError `invalid-argument` where the largest magnitude is out of range; cosines take any
 */
export function checkScale({ values }: Matrix, metric: KnnParams['metric']): void {
  if (metric === 'cosine' || values instanceof Uint8Array) return;
  let largest = 0;
  for (let at = 0; at < values.length; at++) {
    const magnitude = Math.abs(values[at]);
    if (magnitude > largest) largest = magnitude;
  }
  if (largest === 0 || (largest >= SMALLEST && largest <= LARGEST)) return;
  throw unfitData(
    `knn: the largest magnitude among the features is ${largest}; need 0 or one from ${SMALLEST} to ${LARGEST}, ` +
      'so that distances differ. Scale the features, training rows and others alike.',
  );
}
