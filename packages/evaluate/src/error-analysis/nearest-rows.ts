import { type LabelledRows, type Matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';
import { isStored } from '@selvedge/data/checks';

/** A row of the training set near to another row. Plain JSON. */
export interface NearRow {
  /** Row number in the training set. */
  readonly row: number;
  readonly class: string;
  /** Euclidean, in the units of the features. */
  readonly distance: number;
}

/** Columns between two looks at whether a row is too far already. */
const STRIDE = 64;

/**
 * The training rows nearest to each query row, nearest first: what the model could have learnt an error from.
 *
 * Meant for tens of queries, the misclassified ones that a report shows: it compares each with every training row, and stops early
 * where the distance is already too large.
 *
 * @param queries - rows with the columns of the training features
 * @param k - neighbours per query, at least 1
 * @returns one list per query; equal distances in row order
 * @throws SelvedgeError `shape-mismatch` when columns differ; `invalid-argument` for a bad `k`
 */
export function nearestRows(queries: Matrix, train: LabelledRows, k = 5): NearRow[][] {
  const { features, labels, classes } = train;
  if (queries.columns !== features.columns) throw badColumns(queries.columns, features.columns);
  if (!(Number.isInteger(k) && k >= 1)) throw badK(k);
  const found: Nearest[][] = Array.from({ length: queries.rows }, () => []);
  let first = 0;
  for (const part of isStored(features) ? features.chunks() : [features]) {
    for (const [query, nearest] of found.entries()) addNearest(nearest, rowView(queries, query), part, first, k);
    first += part.rows;
  }
  return found.map((nearest) =>
    nearest.map(({ row, squared }) => ({ row, class: classes[labels[row]], distance: Math.sqrt(squared) })),
  );
}

interface Nearest {
  readonly row: number;
  readonly squared: number;
}

/** Puts the rows that are among the `k` nearest so far in their places. */
function addNearest(
  nearest: Nearest[],
  own: Numbers,
  { values, rows, columns }: Matrix,
  first: number,
  k: number,
): void {
  for (let row = 0; row < rows; row++) {
    const farthest = nearest.length === k ? nearest[k - 1].squared : Infinity;
    const squared = squaredDistance(own, values, row * columns, farthest);
    if (squared >= farthest) continue;
    let place = nearest.length;
    while (place > 0 && nearest[place - 1].squared > squared) place--;
    nearest.splice(place, 0, { row: first + row, squared });
    if (nearest.length > k) nearest.pop();
  }
}

/** The squared distance, or any number of at least `limit` when it is that far. */
export function squaredDistance(own: Numbers, values: Numbers, start: number, limit: number): number {
  const columns = own.length;
  let sum = 0;
  for (let from = 0; from < columns; from += STRIDE) {
    const to = Math.min(from + STRIDE, columns);
    for (let column = from; column < to; column++) {
      const gap = own[column] - values[start + column];
      sum += gap * gap;
    }
    if (sum >= limit) return sum;
  }
  return sum;
}

const badColumns = (queries: number, train: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `nearestRows: got queries of ${queries} columns and training rows of ${train}; both must come from the same features.`,
  );

const badK = (k: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `nearestRows: got k = ${k}; need a whole number of at least 1.`);
