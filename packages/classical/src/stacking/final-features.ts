import { type Matrix, matrix } from '@selvedge/data';

/** Where the probabilities of each member stand in the rows of the final model. */
export interface FinalColumns {
  readonly members: number;
  readonly classes: number;
  /** Features of the ensemble's own rows that follow, 0 without `passthrough`. */
  readonly passed: number;
}

/**
 * Columns that a member has in a row of the final model. Of two classes one probability says all: scikit-learn leaves
 * the first out too.
 */
const columnsOfMember = (classes: number): number => (classes === 2 ? 1 : classes);

/** Rows for the final model, without their probabilities yet. */
export function finalRows({ members, classes, passed }: FinalColumns, features: Matrix): Matrix<Float32Array> {
  const width = members * columnsOfMember(classes) + passed;
  const rows = matrix(new Float32Array(features.rows * width), features.rows, width);
  for (let row = 0; row < features.rows && passed > 0; row++) {
    rows.values.set(features.values.subarray(row * passed, (row + 1) * passed), (row + 1) * width - passed);
  }
  return rows;
}

/**
 * Writes the probabilities of one member into rows of the final model.
 *
 * @param places - the row of `target` that each row of `shares` belongs to; default: the same
 */
export function placeShares(
  target: Matrix<Float32Array>,
  member: number,
  { values, rows, columns: classes }: Matrix,
  places?: ArrayLike<number>,
): void {
  const columns = columnsOfMember(classes);
  const skipped = classes - columns;
  for (let row = 0; row < rows; row++) {
    const to = (places?.[row] ?? row) * target.columns + member * columns;
    for (let at = 0; at < columns; at++) target.values[to + at] = values[row * classes + skipped + at];
  }
}
