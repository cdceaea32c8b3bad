import type { Matrix } from '@selvedge/data';
import { equalRows, hashRow } from './duplicate-groups.js';

/**
 * Counts held-out rows whose very same features are also among the training rows.
 *
 * @param train - features of the training rows
 * @param heldOut - features with as many columns
 */
export function countCopies(train: Matrix, heldOut: Matrix): number {
  const { columns } = train;
  const byHash = new Map<number, number[]>();
  for (let row = 0; row < train.rows; row++) {
    const hash = hashRow(train.values, row * columns, columns);
    const rows = byHash.get(hash);
    if (rows) rows.push(row);
    else byHash.set(hash, [row]);
  }
  let copies = 0;
  for (let row = 0; row < heldOut.rows; row++) {
    const own = { values: heldOut.values, start: row * columns };
    const rows = byHash.get(hashRow(own.values, own.start, columns)) ?? [];
    if (rows.some((other) => equalRows(own, { values: train.values, start: other * columns }, columns))) copies++;
  }
  return copies;
}
