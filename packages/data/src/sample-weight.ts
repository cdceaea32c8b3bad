import { type ErrorCode, SelvedgeError } from './errors.js';
import { shown } from './only-fields.js';

/**
 * Checks a weight per row.
 *
 * @param what - named first in the error's text
 * @param rows - how many there are
 * @returns a copy in float64; undefined where none are given
 * @throws SelvedgeError `shape-mismatch` unless there is one per row; `invalid-argument` for anything but finite numbers
 * of 0 or more, or where all are 0
 */
export function checkSampleWeight(what: string, weights: unknown, rows: number): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const isList = Array.isArray(weights) || (ArrayBuffer.isView(weights) && !(weights instanceof DataView));
  if (!isList) {
    throw refused('invalid-argument', what, `is ${shown(weights)}; need a list of numbers, one per row`);
  }
  const given = weights as unknown as ArrayLike<unknown>;
  if (given.length !== rows) {
    throw refused('shape-mismatch', what, `has ${given.length} numbers for ${rows} rows; need one per row`);
  }
  const checked = new Float64Array(rows);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const weight = given[row];
    if (typeof weight !== 'number' || !(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw refused('invalid-argument', what, `of row ${row} is ${shown(weight)}; need finite numbers of 0 or more`);
    }
    checked[row] = weight;
    sum += weight;
  }
  if (sum === Number.POSITIVE_INFINITY) {
    const line = 'sampleWeight: weights.map((weight) => weight / 1e300)';
    throw refused('invalid-argument', what, `sums to more than the largest number; write ${line}`);
  }
  if (sum > 0) return checked;
  throw refused('invalid-argument', what, 'is 0 in every row; need a number above 0');
}

/**
 * Refuses weights where a fit has none, which would silently change nothing.
 *
 * @param instead - what to do: `use engine 'native'`
 * @throws SelvedgeError `unsupported`
 */
export function refuseSampleWeight(what: string, weights: unknown, instead: string): void {
  if (weights === undefined) return;
  throw new SelvedgeError(
    'unsupported',
    `${what}: it has no sampleWeight (weights under 'data' of a pipeline file); leave it out, or ${instead}.`,
  );
}

const refused = (code: ErrorCode, what: string, why: string): SelvedgeError =>
  new SelvedgeError(code, `${what}: sampleWeight ${why}.`);
