import { SelvedgeError } from './errors.js';
import type { Rng } from './rng.js';
import { type RowIndices, rowIndices } from './row-indices.js';

/**
 * Divides rows into disjoint parts that cover every row and differ in size by at most one: the first
 * `rows % parts` hold one more. The arithmetic under every split and every fold.
 *
 * @param rng - shuffles the rows first; without it their order is kept
 * @throws SelvedgeError `invalid-argument` unless 1 <= parts <= rows, both whole
 */
export function partition(rows: number, parts: number, rng?: Rng): RowIndices[] {
  checkParts('partition', rows, parts);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  rng?.shuffle(order);
  return Array.from({ length: parts }, (_, part) =>
    rowIndices(order.slice(partStart(rows, parts, part), partStart(rows, parts, part + 1))),
  );
}

/**
 * As `partition`, with each class spread evenly: per class, parts differ by at most one row, and so do whole parts.
 * Rows of a part are in ascending order.
 *
 * @param labels - one class number per row
 */
export function stratifiedPartition(labels: ArrayLike<number>, parts: number, rng?: Rng): RowIndices[] {
  checkParts('stratifiedPartition', labels.length, parts);
  const result: number[][] = Array.from({ length: parts }, () => []);
  let next = 0; // dealing on from where the last class ended keeps whole parts even
  for (const rows of rowsByKey(labels).values()) {
    rng?.shuffle(rows);
    for (const row of rows) result[next++ % parts].push(row);
  }
  return result.map((rows) => rowIndices(rows.sort((a, b) => a - b)));
}

/**
 * As `partition`, with all rows of a group in one part. Largest groups are placed first, each into the smallest part.
 *
 * @param groups - one group key per row
 * @throws SelvedgeError `invalid-argument` when there are fewer groups than parts
 */
export function groupedPartition(groups: ArrayLike<number | string>, parts: number, rng?: Rng): RowIndices[] {
  checkParts('groupedPartition', groups.length, parts);
  const members = [...rowsByKey(groups).values()];
  if (members.length < parts) {
    throw new SelvedgeError(
      'invalid-argument',
      `groupedPartition: got ${members.length} groups for ${parts} parts; need at least one group per part.`,
    );
  }
  rng?.shuffle(members);
  members.sort((a, b) => b.length - a.length);
  const result: number[][] = Array.from({ length: parts }, () => []);
  for (const rows of members) {
    const smallest = result.reduce((best, part) => (part.length < best.length ? part : best));
    smallest.push(...rows);
  }
  return result.map((rows) => rowIndices(rows.sort((a, b) => a - b)));
}

/** Orders all rows so that every stretch holds each class in about its overall share; `rng` decides within a class. */
export function stratifiedOrder(labels: ArrayLike<number>, rng: Rng): Uint32Array {
  const placed: { row: number; at: number }[] = [];
  for (const rows of rowsByKey(labels).values()) {
    rng.shuffle(rows);
    // The i-th of n rows of a class stands at (i + 1/2) / n of the whole order.
    for (let i = 0; i < rows.length; i++) placed.push({ row: rows[i], at: (i + 0.5) / rows.length });
  }
  placed.sort((a, b) => a.at - b.at || a.row - b.row);
  return Uint32Array.from(placed, ({ row }) => row);
}

/** Rows of each key, keys in ascending order for numbers and in order of appearance for texts. */
function rowsByKey<K extends number | string>(keys: ArrayLike<K>): Map<K, number[]> {
  const found = new Map<K, number[]>();
  for (let row = 0; row < keys.length; row++) {
    const rows = found.get(keys[row]);
    if (rows) rows.push(row);
    else found.set(keys[row], [row]);
  }
  return new Map([...found].sort(([a], [b]) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0)));
}

const partStart = (rows: number, parts: number, part: number): number =>
  part * Math.floor(rows / parts) + Math.min(part, rows % parts);

function checkParts(what: string, rows: number, parts: number): void {
  if (Number.isInteger(parts) && parts >= 1 && parts <= rows) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: got ${parts} parts of ${rows} rows; need a whole number of parts, at least 1 and at most the rows.`,
  );
}
