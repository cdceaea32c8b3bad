import { SelvedgeError } from '@selvedge/data';
import type { StudyRow } from './catalogue.js';

/** What limits the rows that are run. */
export interface Limits {
  /** Of one row, in seconds. */
  readonly atMost?: number;
  /** Of all rows together, in seconds. */
  readonly budget?: number;
}

/** A row with the seconds that it took when it was recorded. */
export interface TimedRow {
  readonly row: StudyRow;
  readonly seconds: number | undefined;
}

/** Rows to run, and those that the limits leave out; each in the order given. */
export interface ChosenRows {
  readonly chosen: readonly TimedRow[];
  readonly leftOut: readonly TimedRow[];
}

/**
 * Takes the quickest rows until the budget is spent. A row that was never recorded takes nobody knows how long: under a
 * limit it is left out.
 */
export function chooseRows(rows: readonly TimedRow[], { atMost = Infinity, budget = Infinity }: Limits): ChosenRows {
  const chosen = new Set<TimedRow>();
  const isLimited = atMost < Infinity || budget < Infinity;
  let left = budget;
  for (const each of rows.toSorted((a, b) => (a.seconds ?? Infinity) - (b.seconds ?? Infinity))) {
    const { seconds = isLimited ? Infinity : 0 } = each;
    if (seconds > atMost || seconds > left) continue;
    chosen.add(each);
    left -= seconds;
  }
  return { chosen: rows.filter((each) => chosen.has(each)), leftOut: rows.filter((each) => !chosen.has(each)) };
}

const UNITS = new Map([
  ['s', 1],
  ['min', 60],
  ['h', 3600],
]);

/**
 * Reads a length of time: `90s`, `60min`, `1.5h`.
 *
 * @returns seconds
 * @throws SelvedgeError `invalid-argument`
 */
export function secondsOf(option: string, text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?) *(s|min|h)$/.exec(text) ?? [];
  const seconds = Number(digits) * (UNITS.get(unit) ?? Number.NaN);
  if (seconds > 0) return seconds;
  throw new SelvedgeError(
    'invalid-argument',
    `${option}: got '${text}'; need a number above 0 with s, min or h. Write ${option} 60min.`,
  );
}
