/** Least squares of which the rows come one after the other. */
export interface LeastSquares {
  /** Adds the row whose product with the solution should be near `target`. */
  add(valueAt: (column: number) => number, target: number): void;
  solve(): Float64Array;
}

/** Rows that are folded into the triangle together. */
const BLOCK = 64;
/** Of a column's length: what is left of it below that is made of the columns before it, but for rounding. */
const DEPENDENT = 1e-15;

/**
 * Least squares by Householder reflections, which lose half as many digits as normal equations do. Memory does not grow
 * with the rows: they are folded into a triangle of columns x columns.
 *
 * @param diagonal - of the first rows, one per column, which are 0 elsewhere; none is 0
 * @param targets - of those rows
 * @see Golub & Van Loan, Matrix Computations, 4th ed., sections 5.2 and 6.5.3
 */
export function startLeastSquares(diagonal: Float64Array, targets: Float64Array): LeastSquares {
  const columns = diagonal.length;
  const width = columns + 1; // targets are the last column
  const triangle = new Float64Array(columns * width);
  const block = new Float64Array(width * BLOCK); // column after column
  let filled = 0;
  for (let at = 0; at < columns; at++) {
    triangle[at * width + at] = diagonal[at];
    triangle[at * width + columns] = targets[at];
  }
  const fold = (): void => {
    for (let pivot = 0; pivot < columns; pivot++) {
      const from = pivot * BLOCK;
      let square = 0;
      for (let at = from; at < from + filled; at++) square += block[at] * block[at];
      if (square === 0) continue;
      const own = pivot * width;
      const before = triangle[own + pivot];
      const after = before > 0 ? -Math.hypot(before, Math.sqrt(square)) : Math.hypot(before, Math.sqrt(square));
      const head = before - after;
      const factor = 2 / (head * head + square);
      triangle[own + pivot] = after;
      for (let column = pivot + 1; column < width; column++) {
        const start = column * BLOCK;
        let sum = head * triangle[own + column];
        for (let at = 0; at < filled; at++) sum += block[from + at] * block[start + at];
        sum *= factor;
        triangle[own + column] -= sum * head;
        for (let at = 0; at < filled; at++) block[start + at] -= sum * block[from + at];
      }
    }
    filled = 0;
  };
  const lengthOf = (column: number): number => {
    let length = 0;
    for (let row = 0; row <= column; row++) length = Math.hypot(length, triangle[row * width + column]);
    return length;
  };
  return {
    add(valueAt, target) {
      for (let column = 0; column < columns; column++) block[column * BLOCK + filled] = valueAt(column);
      block[columns * BLOCK + filled] = target;
      filled++;
      if (filled === BLOCK) fold();
    },
    solve() {
      fold();
      const found = new Float64Array(columns);
      for (let row = columns - 1; row >= 0; row--) {
        const pivot = triangle[row * width + row];
        if (Math.abs(pivot) <= DEPENDENT * lengthOf(row)) continue;
        let rest = triangle[row * width + columns];
        for (let at = row + 1; at < columns; at++) rest -= triangle[row * width + at] * found[at];
        found[row] = rest / pivot;
      }
      return found;
    },
  };
}
