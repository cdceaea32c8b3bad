import type { Matrix } from './matrix.js';

/** Where a number of a matrix stands, for messages: `row 17, column 0 ('age')`. */
export function cellName({ columns, names }: Pick<Matrix, 'columns' | 'names'>, at: number): string {
  const column = at % columns;
  return `row ${Math.floor(at / columns)}, column ${column}${names ? ` ('${names[column]}')` : ''}`;
}

/** The place of the number of largest magnitude in a row: what to name where a result of the whole row is wrong. */
export function largestOfRow({ values, columns }: Matrix, row: number): number {
  let largest = row * columns;
  for (let at = largest; at < (row + 1) * columns; at++)
    if (Math.abs(values[at]) > Math.abs(values[largest])) largest = at;
  return largest;
}
