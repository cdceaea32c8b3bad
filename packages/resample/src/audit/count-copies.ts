import type { Matrix } from '@selvedge/data';
import { equalRows, rowHasher } from './duplicate-groups.js';

/**
 * Counts held-out rows whose very same features are also among the training rows.
 *
 * @param train - features of the training rows
 * @param parts - of held-out rows, with as many columns
 * @returns a count for each part
 */
export function countCopies(train: Matrix, parts: readonly Matrix[]): readonly number[] {
  const { columns } = train;
  const hashOf = rowHasher(train);
  const byHash = new Map<number, number[]>();
  for (let row = 0; row < train.rows; row++) {
    const hash = hashOf(row);
    const rows = byHash.get(hash);
    if (rows) rows.push(row);
    else byHash.set(hash, [row]);
  }
  return parts.map((part) => {
    const { values, rows: held } = part;
    const hashOfHeld = rowHasher(part);
    let copies = 0;
    for (let row = 0; row < held; row++) {
      const own = { values, start: row * columns };
      const rows = byHash.get(hashOfHeld(row)) ?? [];
      if (rows.some((other) => equalRows(own, { values: train.values, start: other * columns }, columns))) copies++;
    }
    return copies;
  });
}
