import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { refuseOptions, shown } from '@selvedge/data/checks';

/**
 * One row per label, 1 in the label's column and 0 elsewhere.
 *
 * @param classCount - at least 1
 * @returns labels.length x classCount
 * @throws SelvedgeError `invalid-argument` when a label is not below `classCount`, or this is not a whole number
 */
export function oneHot(labels: Labels, classCount: number, ...others: readonly never[]): Matrix<Float32Array> {
  refuseOptions('oneHot', others, 'oneHot(labels, 10)');
  if (!(Number.isInteger(classCount) && classCount >= 1)) throw badCount(classCount);
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

const badCount = (count: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `one-hot: got ${shown(count)} as the number of classes; write oneHot(labels, 10).`,
  );
