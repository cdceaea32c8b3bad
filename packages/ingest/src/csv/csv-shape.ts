import { numbersIn, SelvedgeError } from '@selvedge/data';
import type { NumberType } from '../rows/rows.js';
import type { CsvReadOptions } from './csv-options.js';

/** The shape of a row: as given, else a square image where the columns allow one. */
export function csvShape(
  path: string,
  columns: number,
  type: NumberType,
  { shape }: CsvReadOptions,
): readonly number[] {
  if (shape) {
    if (numbersIn(shape) === columns) return shape;
    throw new SelvedgeError(
      'shape-mismatch',
      `${path}: shape [${shape.join(', ')}] needs ${numbersIn(shape)} numbers a row; the file has ${columns} beside the label.`,
    );
  }
  const side = Math.sqrt(columns);
  return type === 'uint8' && columns >= 64 && Number.isInteger(side) ? [side, side, 1] : [columns];
}
