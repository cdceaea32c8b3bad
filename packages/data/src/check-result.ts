import { cellName, largestOfRow } from './cell-name.js';
import { unfitData } from './errors.js';
import type { Matrix } from './matrix.js';

/**
 * What a transform makes of rows is float32: numbers far beyond those of its fit may have none, nor what a damaged file makes
 * of bytes. What is missing may stay missing.
 *
 * @param of - whether a result is one number's, or its whole row's: then the largest of the row is named
 * @throws SelvedgeError `invalid-argument` naming the number
 */
export function checkResult(kind: string, given: Matrix, result: Matrix, of: 'number' | 'row'): void {
  const { values, columns } = result;
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at];
  if (Number.isFinite(sum)) return;
  const sameCells = of === 'number';
  const wrong = values.findIndex(
    (value, at) => !Number.isFinite(value) && !(sameCells && Number.isNaN(given.values[at])),
  );
  if (wrong < 0) return;
  const at = sameCells ? wrong : largestOfRow(given, Math.floor(wrong / columns));
  throw unfitData(
    `${kind}: the number in ${cellName(given, at)} is ${given.values[at]}, which gives ${values[wrong]} as float32; need a finite number. Remove such rows, or mark such numbers as missing.`,
  );
}
