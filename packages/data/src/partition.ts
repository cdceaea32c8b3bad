import { checkRng } from './check-rng.js';
import { counted } from './counted.js';
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
  if (rng !== undefined) checkRng('stratifiedPartition', rng);
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
 * Refuses folds of which no class can have a row each: they would hold classes in turn, not in their shares.
 *
 * @param orElse - what to write instead, besides fewer folds
 * @throws SelvedgeError `invalid-argument`, as scikit-learn's `StratifiedKFold`
 */
export function checkStrata(what: string, labels: ArrayLike<number>, folds: number, orElse: string): void {
  const most = [...rowsByKey(labels).values()].reduce((longest, { length }) => Math.max(longest, length), 0);
  if (folds <= most) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: got ${folds} stratified folds where no class has more than ${counted(most, 'row')}; write folds: ${Math.max(2, most)}, ${orElse}.`,
  );
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
    for (const row of rows) smallest.push(row);
  }
  return result.map((rows) => rowIndices(rows.sort((a, b) => a - b)));
}

/**
 * Draws disjoint parts of the rows with each class in its overall share: per class a part differs from its exact share by
 * less than one row, and every row has the same chance. Which classes get the rows that do not divide evenly is drawn.
 *
 * @param labels - one class number per row
 * @param sizes - rows of each part, whole numbers whose sum is at most the rows
 * @returns the parts in the order of `sizes` and then the rows that are left, rows ascending
 */
export function stratifiedDraw(labels: ArrayLike<number>, sizes: readonly number[], rng: Rng): RowIndices[] {
  const classes = [...rowsByKey(labels).values()];
  for (const rows of classes) rng.shuffle(rows);
  const remainders = rng.fork('remainders');
  const counts = classes.map((rows) => rows.length);
  const taken = new Uint32Array(classes.length);
  const parts = sizes.map((size) => {
    const left = counts.map((count, at) => count - taken[at]);
    const draws = drawnCounts(counts, size, left, remainders);
    const part = Uint32Array.from(classes.flatMap((rows, at) => rows.slice(taken[at], taken[at] + draws[at])));
    for (const [at, count] of draws.entries()) taken[at] += count;
    return part;
  });
  const rest = Uint32Array.from(classes.flatMap((rows, at) => rows.slice(taken[at])));
  return [...parts, rest].map((part) => rowIndices(part.sort()));
}

/** Drawings of which one is wanted that takes from no class more than it has left. */
const ATTEMPTS = 100;

/**
 * So many draws over classes of these sizes, each its exact share rounded down or up, at random and without bias:
 * systematic sampling, whose points are a whole row apart on the classes' shares laid end to end in random order.
 *
 * @see Cochran, Sampling Techniques, 3rd ed. (1977), section 9A.10
 */
function drawnCounts(counts: readonly number[], draws: number, left: readonly number[], rng: Rng): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const order = [...counts.keys()];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    rng.shuffle(order);
    const start = rng.uniform();
    const result = new Array<number>(counts.length).fill(0);
    let rows = 0; // whole rows, so that the last edge is exact
    let before = 0;
    for (const at of order) {
      rows += counts[at];
      const edge = Math.min(draws, Math.floor((rows * draws) / total + start));
      result[at] = edge - before;
      before = edge;
    }
    if (result.every((count, at) => count <= left[at])) return result;
  }
  // Classes of few rows can leave no such drawing: then each gives in the share of what it has left, which always fits.
  return drawnCounts(left, draws, left, rng);
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
    `${what}: got ${parts} parts of ${counted(rows, 'row')}; need a whole number of parts, at least 1 and at most the rows.`,
  );
}
