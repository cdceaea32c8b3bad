import type { Matrix, Numbers } from '@selvedge/data';
import { isStored } from '@selvedge/data/checks';
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
  const byHash = new Map<number, number[]>();
  eachRow(train, (row, hash) => {
    const rows = byHash.get(hash);
    if (rows) rows.push(row);
    else byHash.set(hash, [row]);
  });
  const trainRow = (row: number): RowPlace =>
    isStored(train) ? { values: train.take([row]).values, start: 0 } : { values: train.values, start: row * columns };
  return parts.map((part) => {
    let copies = 0;
    eachRow(part, (_, hash, own) => {
      const rows = byHash.get(hash) ?? [];
      if (rows.some((other) => equalRows(own, trainRow(other), columns))) copies++;
    });
    return copies;
  });
}

interface RowPlace {
  readonly values: Numbers;
  readonly start: number;
}

function eachRow(of: Matrix, look: (row: number, hash: number, place: RowPlace) => void): void {
  let first = 0;
  for (const part of isStored(of) ? of.chunks() : [of]) {
    const { values, rows, columns } = part;
    const hashOf = rowHasher(part);
    for (let row = 0; row < rows; row++) look(first + row, hashOf(row), { values, start: row * columns });
    first += rows;
  }
}
