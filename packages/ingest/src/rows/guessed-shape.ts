import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { NumberType } from './rows.js';

/** The names by which writers of images count their pixels: `pixel1`, `0`, or `1x1` for a row and a column. */
const PIXEL = /^(?:pixel_?)?\d+$|^\d+x\d+$/i;

/**
 * The shape of a row: as given, else a square image for n * n bytes (at least 64) whose columns have no names or are
 * numbered as pixels are, else a table. The same for every format.
 *
 * @param names - of the columns, where the file has them
 * @throws SelvedgeError `shape-mismatch` when the given shape does not hold the columns
 */
export function guessedShape(
  path: string,
  columns: number,
  type: NumberType,
  { given, names }: { readonly given?: readonly number[] | undefined; readonly names?: readonly string[] | undefined },
): readonly number[] {
  if (given) {
    if (numbersIn(given) === columns) return given;
    throw new SelvedgeError(
      'shape-mismatch',
      `${path}: shape [${given.join(', ')}] needs ${numbersIn(given)} numbers a row; the file has ${columns} beside the label.`,
    );
  }
  const side = Math.sqrt(columns);
  const isSquare = type === 'uint8' && columns >= 64 && Number.isInteger(side);
  return isSquare && (names ?? []).every((name) => PIXEL.test(name.trim())) ? [side, side, 1] : [columns];
}
