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

/** FNV-1a, bytes four at a time, floats by their first 32 significant bits. Rows of equal hash are compared in full. */
export function hashRow(values: Matrix['values'], start: number, columns: number): number {
  let hash = 0x811c9dc5;
  let at = start;
  const end = start + columns;
  if (values instanceof Uint8Array) {
    for (; at + 3 < end; at += 4) {
      const word = values[at] | (values[at + 1] << 8) | (values[at + 2] << 16) | (values[at + 3] << 24);
      hash = Math.imul(hash ^ word, 0x01000193);
    }
    for (; at < end; at++) hash = Math.imul(hash ^ values[at], 0x01000193);
    // Multiplication carries upwards alone: without this, words that differ in their last byte would share low bits.
    return hash ^ (hash >>> 15);
  }
  for (; at < end; at++) hash = Math.imul(hash ^ (Math.trunc(values[at] * 1048576) | 0), 0x01000193);
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
