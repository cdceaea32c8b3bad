import type { Matrix } from '@selvedge/data';

/**
 * Gives rows with equal features the same number (that of the first of them): groups for `group-k-fold`, so that copies
 * of one row never stand on both sides.
 */
export function duplicateGroups({ values, rows, columns }: Matrix): Uint32Array {
  const groups = new Uint32Array(rows);
  const firstWith = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const hash = hashRow(values, start, columns);
    const candidates = firstWith.get(hash);
    const twin = candidates?.find((other) => equalRows({ values, start }, { values, start: other * columns }, columns));
    groups[row] = twin ?? row;
    if (twin !== undefined) continue;
    if (candidates) candidates.push(row);
    else firstWith.set(hash, [row]);
  }
  return groups;
}

/** FNV-1a over the numbers; floats by their first 32 significant bits. Collisions are compared in full. */
export function hashRow(values: Matrix['values'], start: number, columns: number): number {
  let hash = 0x811c9dc5;
  const whole = values instanceof Uint8Array;
  for (let at = start; at < start + columns; at++) {
    hash = Math.imul(hash ^ (whole ? values[at] : Math.trunc(values[at] * 1048576) | 0), 0x01000193);
  }
  return hash;
}

/** Whether two rows of so many columns hold the same numbers. */
export function equalRows(a: RowAt, b: RowAt, columns: number): boolean {
  for (let at = 0; at < columns; at++) if (a.values[a.start + at] !== b.values[b.start + at]) return false;
  return true;
}

/** A row within the values of its matrix. */
interface RowAt {
  readonly values: Matrix['values'];
  readonly start: number;
}
