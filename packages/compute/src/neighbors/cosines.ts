import type { Matrix } from '@selvedge/data';

/** What was found: queries x k. */
interface Found {
  readonly rows: Uint32Array;
  readonly distances: Float64Array;
}

/** A query of zeros is at a distance of 1 from every row, so the first rows are its nearest. Changes what was found. */
export function withZeroQueries(found: Found, { values, rows, columns }: Matrix, k: number): Found {
  for (let query = 0; query < rows; query++) {
    if (values.subarray(query * columns, (query + 1) * columns).some((value) => value !== 0)) continue;
    for (let at = 0; at < k; at++) {
      found.rows[query * k + at] = at;
      found.distances[query * k + at] = 1;
    }
  }
  return found;
}

/**
 * Distances of unit rows as half their squared Euclidean distance, nearest first again: float32 rounds the length of a
 * row, and one minus a product takes that for a distance. Changes what was found.
 */
export function withHalfSquares(found: Found, train: Matrix, queries: Matrix, k: number): Found {
  const { columns } = train;
  for (let query = 0; query < queries.rows; query++) {
    const nearest = Array.from({ length: k }, (_, at) => {
      const row = found.rows[query * k + at];
      return { row, distance: halfSquare(train.values, row * columns, queries.values, query * columns, columns) };
    });
    nearest.sort((a, b) => a.distance - b.distance || a.row - b.row);
    for (const [at, { row, distance }] of nearest.entries()) {
      found.rows[query * k + at] = row;
      found.distances[query * k + at] = distance;
    }
  }
  return found;
}

/** 1 where one of both is a row of zeros. */
function halfSquare(a: Matrix['values'], first: number, b: Matrix['values'], second: number, columns: number): number {
  let [sum, ofA, ofB] = [0, 0, 0];
  for (let column = 0; column < columns; column++) {
    const [x, y] = [a[first + column], b[second + column]];
    sum += (x - y) * (x - y);
    ofA += x * x;
    ofB += y * y;
  }
  return ofA > 0 && ofB > 0 ? Math.min(2, sum / 2) : 1;
}
