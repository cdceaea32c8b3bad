import { createRng, type LabelledRows, matrix } from '@selvedge/data';

/** Rows of two numbers of 0 to 1; the class says whether the first is above a half. */
export function halves(rows: number, seed = 1): LabelledRows {
  const random = createRng(seed);
  const values = Float32Array.from({ length: rows * 2 }, () => random.uniform());
  const labels = Uint16Array.from({ length: rows }, (_, row) => Number(values[row * 2] > 0.5));
  return { features: matrix(values, rows, 2), labels, classes: ['low', 'high'] };
}
