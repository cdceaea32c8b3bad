import type { LabelledRows } from '../dataset.js';
import { type Matrix, matrix, type Numbers } from '../matrix.js';
import { createRng } from '../rng.js';

/** Three well separated classes: around each class's own corner, as bytes. Classes take turns. */
export function sampleRows(rows: number, columns: number, seed = 1): LabelledRows<Uint8Array> {
  const rng = createRng(seed);
  const values = new Uint8Array(rows * columns);
  const labels = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = row % 3;
    labels[row] = label;
    for (let column = 0; column < columns; column++) {
      const centre = column % 3 === label || (columns < 3 && label === 2) ? 190 : columns < 3 && label === 1 ? 110 : 40;
      values[row * columns + column] = Math.max(0, Math.min(255, Math.round(centre + 14 * rng.normal())));
    }
  }
  return { features: matrix(values, rows, columns), labels, classes: ['circle', 'square', 'triangle'] };
}

/** The same numbers, multiplied, in another type. */
export function converted<T extends Numbers>(
  { features, labels, classes }: LabelledRows,
  Type: { from(values: Numbers, map: (value: number) => number): T },
  factor = 1,
): LabelledRows<T> {
  return { features: convertedMatrix(features, Type, factor), labels, classes };
}

export function convertedMatrix<T extends Numbers>(
  { values, rows, columns }: Matrix,
  Type: { from(values: Numbers, map: (value: number) => number): T },
  factor = 1,
): Matrix<T> {
  return matrix(
    Type.from(values, (value) => value * factor),
    rows,
    columns,
  );
}

/** A copy whose arrays nobody else holds. */
export function copied({ features, labels, classes }: LabelledRows): LabelledRows {
  return { features: { ...features, values: features.values.slice() }, labels: labels.slice(), classes };
}
