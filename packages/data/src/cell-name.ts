import type { Matrix } from './matrix.js';

/** Where a number of a matrix stands, for messages: `row 17, column 0 ('age')`. */
export function cellName({ columns, names }: Pick<Matrix, 'columns' | 'names'>, at: number): string {
  const column = at % columns;
  return `row ${Math.floor(at / columns)}, column ${column}${names ? ` ('${names[column]}')` : ''}`;
}
