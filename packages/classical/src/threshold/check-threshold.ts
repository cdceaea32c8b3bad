import { SelvedgeError } from '@selvedge/data';
import { checkSampleWeight, onlyFields, shown } from '@selvedge/data/checks';

const WHAT = 'chooseThreshold';

/** Fields of each rule. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  f1: ['by'],
  'balanced-accuracy': ['by'],
  cost: ['by', 'falsePositive', 'falseNegative'],
  precision: ['by', 'precision'],
};

/**
 * Checks all that a threshold is chosen from.
 *
 * @throws SelvedgeError `shape-mismatch`; `invalid-argument` with the row of what is not a number, or the line to write
 */
export function checkThreshold(
  isPositive: ArrayLike<number>,
  scores: ArrayLike<number>,
  rule: unknown,
  weights: ArrayLike<number> | undefined,
): void {
  checkRule(rule);
  if (isPositive.length !== scores.length) throw badLengths(isPositive.length, scores.length);
  checkSampleWeight(WHAT, weights, scores.length);
  for (let row = 0; row < scores.length; row++) {
    if (isPositive[row] !== 0 && isPositive[row] !== 1) throw notASide(isPositive[row], row);
    if (!Number.isFinite(scores[row])) throw noScore(scores[row], row);
  }
}

function checkRule(rule: unknown): void {
  const by: unknown = (rule as { readonly by?: unknown } | undefined)?.by;
  const fields = typeof by === 'string' && Object.hasOwn(FIELDS, by) ? FIELDS[by] : undefined;
  if (fields === undefined) throw badRule(rule);
  onlyFields(`${WHAT} by ${by}`, rule, fields);
  const given = rule as Readonly<Record<string, unknown>>;
  const most = by === 'precision' ? 1 : Number.MAX_VALUE;
  for (const name of fields.slice(1)) {
    const value = given[name];
    if (!(typeof value === 'number' && value >= 0 && value <= most)) throw badNumber(name, value, most);
  }
}

const badRule = (rule: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${WHAT}: got the rule ${shown(rule)}; need by: 'f1', 'balanced-accuracy', 'cost' or 'precision', as in { by: 'f1' }.`,
  );

const badNumber = (name: string, value: unknown, most: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${WHAT}: ${name} is ${shown(value)}; need a number ${most === 1 ? 'from 0 to 1' : 'of 0 or more'}.`,
  );

const badLengths = (labels: number, scores: number): SelvedgeError =>
  new SelvedgeError('shape-mismatch', `${WHAT}: got ${labels} labels for ${scores} probabilities; need one for each.`);

const notASide = (value: unknown, row: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${WHAT}: row ${row} has ${shown(value)} where 1 (positive) or 0 belongs; write Array.from(labels, (label) => (label === positive ? 1 : 0)).`,
  );

const noScore = (value: unknown, row: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${WHAT}: the probability in row ${row} is ${shown(value)}; need a number.`);
