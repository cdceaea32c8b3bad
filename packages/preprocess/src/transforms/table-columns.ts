import { z } from '@selvedge/component/zod';
import { didYouMean, type Matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';
import { listed } from '@selvedge/data/text';
import type { FittedForm } from '@selvedge/data/types';

/** A column by its name, or by its position where columns have no names. */
export type ColumnName = string | number;

/** Columns of a table, by name or position. */
export const columnsField: z.ZodType<readonly ColumnName[]> = z
  .array(z.union([z.string().min(1).max(1000), z.int().min(0).max(10_000_000)]))
  .min(1)
  .max(100_000)
  .describe('Columns by their names; by positions from 0 where they have none.');

/** @throws SelvedgeError `shape-mismatch` for images: these transforms are for columns */
export function checkTable(kind: string, { shape = [] }: FittedForm): void {
  if (shape.length <= 1) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `transform '${kind}': it is for tables; the rows have the shape [${shape.join(', ')}]. Flatten them first.`,
  );
}

/**
 * Where columns stand.
 *
 * @throws SelvedgeError `invalid-argument` for a column that is not there, or is named twice
 */
export function positionsOf(kind: string, wanted: readonly ColumnName[], { columns, names }: FittedForm): number[] {
  const places = new Map<ColumnName, number>(names?.map((name, at) => [name, at] as const));
  const positions = wanted.map((column) => {
    const at = places.get(column) ?? (typeof column === 'number' && column < columns ? column : undefined);
    if (at !== undefined) return at;
    throw unfitData(`transform '${kind}': ${noColumn(column, columns, names)}`);
  });
  const twice = positions.find((position, at) => positions.indexOf(position) < at);
  if (twice === undefined) return positions;
  throw new SelvedgeError(
    'invalid-argument',
    `transform '${kind}': column ${shownColumn(twice, names)} is named twice; name it once.`,
  );
}

/** A column as messages name it. */
export const shownColumn = (position: number, names: readonly string[] | undefined): string =>
  names ? `'${names[position]}'` : String(position);

function noColumn(column: ColumnName, columns: number, names: readonly string[] | undefined): string {
  const seen = typeof column === 'number' ? `there is no column ${column}` : `no column is named '${column}'`;
  if (!names)
    return `${seen}; the rows have ${columns} columns without names: write positions from 0 to ${columns - 1}.`;
  const near = didYouMean(String(column), names);
  return `${seen}; ${near ? `did you mean '${near}'?` : `columns are ${listed(names)}.`}`;
}

/** Some columns of a matrix, in this order, with their names. */
export function pickColumns({ values, rows, columns, names }: Matrix, positions: readonly number[]): Matrix {
  const width = positions.length;
  const picked = new (values.constructor as new (length: number) => Numbers)(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < width; at++) picked[row * width + at] = values[row * columns + positions[at]];
  }
  return { values: picked, rows, columns: width, ...(names && { names: positions.map((at) => names[at]) }) };
}

/** Matrices of the same rows side by side, in the smallest type that holds all their numbers; without names. */
export function besideEachOther(parts: readonly Matrix[], rows: number): Matrix {
  const columns = parts.reduce((sum, part) => sum + part.columns, 0);
  const all = (type: new (...args: never[]) => Numbers): boolean => parts.every(({ values }) => values instanceof type);
  const hasDoubles = parts.some(({ values }) => values instanceof Float64Array);
  const type = all(Uint8Array) ? Uint8Array : hasDoubles ? Float64Array : Float32Array;
  const values: Numbers = new type(rows * columns);
  let first = 0;
  for (const part of parts) {
    for (let row = 0; row < rows; row++) {
      const from = row * part.columns;
      values.set(part.values.subarray(from, from + part.columns), row * columns + first);
    }
    first += part.columns;
  }
  return { values, rows, columns };
}
