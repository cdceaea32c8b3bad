import type { Matrix, SelvedgeError, Tensor } from '@selvedge/data';
import { cellName, checkFinite, unfitData } from '@selvedge/data/checks';
import { sortedColumn } from './quantiles.js';
import { shownColumn } from './table-columns.js';

/** The different numbers of each column in ascending order; missing values are none. */
export type ColumnValues = readonly Float64Array[];

/** @throws SelvedgeError `invalid-argument` for infinite numbers, a column without a number, or with more different ones than `most` */
export function columnValues(kind: string, features: Matrix, most: number): ColumnValues {
  checkFinite(kind, features, { takesMissing: true });
  return Array.from({ length: features.columns }, (_, column) => {
    const values = sortedColumn(features, column).filter((value, at, all) => at === 0 || value !== all[at - 1]);
    if (values.length > 0 && values.length <= most) return values;
    const name = shownColumn(column, features.names);
    throw unfitData(
      values.length === 0
        ? `transform '${kind}': column ${name} has no value in any training row. Leave it out (select with drop).`
        : `transform '${kind}': column ${name} holds ${values.length} different numbers; need at most ${most}, as categories have. Name the columns of categories: { kind: columns, transformers: [{ columns: [...], steps: [{ kind: ${kind} }] }] }.`,
    );
  });
}

/** The place of a number among those of its column; -1 for another. */
export function placeOf(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return values[low] === value ? low : -1;
}

/** @param instead - the line that takes such rows */
export const unknownValue = (kind: string, features: Matrix, at: number, instead: string): SelvedgeError =>
  unfitData(
    `transform '${kind}': the number in ${cellName(features, at)} is ${features.values[at]}, which no training row has there. Leave such rows out, or write ${instead}.`,
  );

export function valueTensors(values: ColumnValues): Record<string, Tensor> {
  const sizes = Int32Array.from(values, ({ length }) => length);
  const joined = Float64Array.from(values.flatMap((column) => [...column]));
  return { sizes: { values: sizes, shape: [sizes.length] }, values: { values: joined, shape: [joined.length] } };
}

/** Reads them back; undefined where they are not those of so many columns. */
export function readValues(tensors: { readonly [name: string]: Tensor }, columns: number): ColumnValues | undefined {
  const sizes = tensors['sizes']?.values;
  const joined = tensors['values']?.values;
  if (!(sizes instanceof Int32Array && joined instanceof Float64Array) || sizes.length !== columns) return undefined;
  if (sizes.some((size) => size < 1) || sizes.reduce((sum, size) => sum + size, 0) !== joined.length) return undefined;
  let start = 0;
  return Array.from(sizes, (size) => {
    start += size;
    return joined.slice(start - size, start);
  });
}
