import type { Matrix } from '@selvedge/data';
import { cellName, largestOfRow, unfitData } from '@selvedge/data/checks';

/**
 * Finite features may give probabilities that are none: products of huge numbers are infinite, and their differences NaN.
 *
 * @throws SelvedgeError `invalid-argument` naming the row, and the largest of its features
 */
export function checkProbabilities(what: string, features: Matrix, { values, columns }: Matrix): void {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at];
  if (Number.isFinite(sum)) return;
  const row = Math.floor(values.findIndex((value) => !Number.isFinite(value)) / columns);
  const largest = largestOfRow(features, row);
  throw unfitData(
    `${what}: the probabilities of row ${row} are not finite; the number in ${cellName(features, largest)} is ${features.values[largest]}. Need numbers about as large as those of the fit: remove such rows, or scale their numbers.`,
  );
}
