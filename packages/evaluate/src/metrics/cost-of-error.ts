import type { Predictions } from './metric.js';

/** Keeps weights of certain predictions above 0. */
const LEAST = 2 ** -52;

/**
 * The mean loss of a row whose most probable class is wrong: its other classes count by their probabilities, and rows by
 * the square root of the model's probability of an error, because models that are too sure err more evenly than they
 * expect to.
 *
 * @param loss - of the probabilities of a row, if that label were true
 */
export function costOfError(
  { probabilities }: Predictions,
  loss: (row: ArrayLike<number>, label: number) => number,
): number {
  if (!probabilities) return 0;
  const { values, rows, columns } = probabilities;
  let [sum, total] = [0, 0];
  for (let row = 0; row < rows; row++) {
    const shares = values.subarray(row * columns, (row + 1) * columns);
    let most = 0;
    for (let label = 1; label < columns; label++) if (shares[label] > shares[most]) most = label;
    let [cost, wrong] = [0, 0];
    for (let label = 0; label < columns; label++) {
      if (label === most) continue;
      const share = Math.max(LEAST, shares[label]);
      wrong += share;
      cost += share * loss(shares, label);
    }
    const weight = Math.sqrt(wrong);
    sum += weight * (cost / wrong);
    total += weight;
  }
  return sum / total;
}
