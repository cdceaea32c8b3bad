import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';

/**
 * One row per label, 1 in the label's column and 0 elsewhere.
 *
 * @returns labels.length x classCount
 * @throws SelvedgeError `invalid-argument` when a label is not below `classCount`
 */
export function oneHot(labels: Labels, classCount: number): Matrix<Float32Array> {
  const values = new Float32Array(labels.length * classCount);
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] >= classCount) {
      throw new SelvedgeError(
        'invalid-argument',
        `one-hot: label ${labels[row]} in row ${row}; need labels below ${classCount}, the number of classes.`,
      );
    }
    values[row * classCount + labels[row]] = 1;
  }
  return { values, rows: labels.length, columns: classCount };
}
