import { numberOf } from '../csv/number-of.js';
import type { NumberColumn, TextColumn } from './table.js';

/** Texts that mean a missing value, and the numbers among them: `-999` is -999.0, too, as pandas has it. */
interface AbsentValues {
  readonly texts: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

export function absentValues(missing: readonly string[]): AbsentValues {
  const texts = missing.map((text) => text.trim());
  const numbers = texts.map((text) => numberOf(text)).filter((value) => value !== undefined);
  return { texts: new Set(texts), numbers: new Set(numbers) };
}

/** A column whose values of these texts and numbers are missing. */
export function withoutAbsent<T extends NumberColumn | TextColumn>(column: T, missing: readonly string[]): T {
  const { texts, numbers } = absentValues(missing);
  if ('texts' in column)
    return { ...column, texts: column.texts.map((text) => (text !== null && texts.has(text.trim()) ? null : text)) };
  const given = column.numbers as ArrayLike<number | bigint>;
  const rows = Array.from(given, (value) => numbers.has(Number(value)));
  const absent = rows.filter(Boolean).length;
  const isExact = (value: number | bigint): boolean => typeof value === 'number' || Number.isSafeInteger(Number(value));
  if (absent === 0 || !Array.from(given).every(isExact)) return column; // the others are refused where rows are made
  const values = Float64Array.from(given as ArrayLike<number>, (value, at) => (rows[at] ? Number.NaN : Number(value)));
  return { ...column, numbers: values, missing: (column.missing ?? 0) + absent };
}
