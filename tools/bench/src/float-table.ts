import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, type LabelledRows } from '@selvedge/data';

/** Columns that the classes depend on; the others are noise. */
const INFORMATIVE = 12;

/**
 * Writes a table of decimals with four places and labels of three classes, for both sides of a comparison: float64
 * row by row in `x.bin`, a byte per label in `y.bin`, rows and columns in `shape.json`.
 */
export function writeFloatTable(folder: string, rows: number, columns: number): void {
  const rng = createRng(1);
  const values = new Float64Array(rows * columns);
  const labels = new Uint8Array(rows);
  const informative = Math.min(INFORMATIVE, columns);
  const slopes = Array.from({ length: informative }, () => rng.normal());
  for (let row = 0; row < rows; row++) {
    const of = values.subarray(row * columns, (row + 1) * columns);
    for (let column = 0; column < columns; column++) of[column] = Math.round(rng.normal() * 1e4) / 1e4;
    const linear = slopes.reduce((sum, slope, column) => sum + slope * of[column], 0);
    const score = linear + of[0] * of[1] + Math.abs(of[2]) + 0.5 * rng.normal();
    labels[row] = score < -1 ? 0 : score < 1.5 ? 1 : 2;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'x.bin'), values);
  writeFileSync(join(folder, 'y.bin'), labels);
  writeFileSync(join(folder, 'shape.json'), JSON.stringify([rows, columns]));
}

/** Reads it back; the last fifth of the rows are for the score. */
export function readFloatTable(folder: string): { readonly train: LabelledRows; readonly test: LabelledRows } {
  const [rows, columns] = JSON.parse(readFileSync(join(folder, 'shape.json'), 'utf8')) as [number, number];
  const values = new Float64Array(Uint8Array.from(readFileSync(join(folder, 'x.bin'))).buffer);
  const labels = Uint16Array.from(readFileSync(join(folder, 'y.bin')));
  const first = rows - Math.floor(rows / 5);
  const part = (from: number, to: number): LabelledRows => ({
    features: { values: values.subarray(from * columns, to * columns), rows: to - from, columns },
    labels: labels.subarray(from, to),
    classes: ['a', 'b', 'c'],
  });
  return { train: part(0, first), test: part(first, rows) };
}
