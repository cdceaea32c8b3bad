import { SelvedgeError } from '@selvedge/data';
import { unfitData, unreachable } from '@selvedge/data/checks';
import { checkThreshold } from './check-threshold.js';

/** What a threshold is chosen by. Plain JSON. */
export type ThresholdRule =
  /** The highest F1 of the positive class, or the highest mean recall of both sides. */
  | { readonly by: 'f1' | 'balanced-accuracy' }
  /** The lowest cost of all mistakes. */
  | { readonly by: 'cost'; readonly falsePositive: number; readonly falseNegative: number }
  /** The highest recall whose precision is at least this. */
  | { readonly by: 'precision'; readonly precision: number };

/** A threshold with what it does to the rows that it was chosen on. Plain JSON. */
export interface ChosenThreshold {
  /** Rows with at least this probability of the positive class are predicted as it. */
  readonly threshold: number;
  /** What was optimised: F1, balanced accuracy, the mean cost of a row, or the recall. */
  readonly score: number;
  /** Of the positive class; null where no row is predicted as it. */
  readonly precision: number | null;
  readonly recall: number;
}

/** Weights of the four outcomes at a threshold. */
interface Outcomes {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Chooses the threshold of a positive class on rows that the model was not fitted on. Candidates lie half way between
 * neighbouring probabilities; of equally good ones the nearest to 0.5 is chosen.
 *
 * `chooseThreshold(isPositive, probabilities, { by: 'cost', falsePositive: 1, falseNegative: 20 })`
 *
 * @param isPositive - whether each row is of the positive class: 1 or 0
 * @param scores - each row's probability of it
 * @param weights - of each row; default 1 each
 * @throws SelvedgeError `shape-mismatch`; `invalid-argument` for a rule or number that means nothing, where there are no
 * positive or no other rows, or no threshold reaches the precision
 */
export function chooseThreshold(
  isPositive: ArrayLike<number>,
  scores: ArrayLike<number>,
  rule: ThresholdRule,
  weights?: ArrayLike<number>,
): ChosenThreshold {
  checkThreshold(isPositive, scores, rule, weights);
  let best: (ChosenThreshold & { readonly value: number }) | undefined;
  let mostPrecise = 0;
  for (const outcomes of outcomesOf(isPositive, scores, weights)) {
    const { threshold, truePositives, falsePositives, positives } = outcomes;
    const predicted = truePositives + falsePositives;
    const precision = predicted > 0 ? truePositives / predicted : null;
    mostPrecise = Math.max(mostPrecise, precision ?? 0);
    const value = worthOf(rule, outcomes);
    if (Number.isNaN(value)) continue;
    const isBetter =
      !best ||
      value > best.value ||
      (value === best.value && Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5));
    if (!isBetter) continue;
    const score = rule.by === 'cost' ? -value : value;
    best = { threshold, score, precision, recall: truePositives / positives, value };
  }
  if (!best) throw notReached(rule.by === 'precision' ? rule.precision : 1, mostPrecise);
  const { value: _, ...chosen } = best;
  return chosen;
}

/** What is to be maximised; NaN where the threshold is not allowed. */
function worthOf(rule: ThresholdRule, { truePositives, falsePositives, positives, negatives }: Outcomes): number {
  const missed = positives - truePositives;
  switch (rule.by) {
    case 'f1':
      return (2 * truePositives) / (2 * truePositives + falsePositives + missed);
    case 'balanced-accuracy':
      return (truePositives / positives + (negatives - falsePositives) / negatives) / 2;
    case 'cost':
      return -(rule.falsePositive * falsePositives + rule.falseNegative * missed) / (positives + negatives);
    case 'precision': {
      const predicted = truePositives + falsePositives;
      return predicted > 0 && truePositives / predicted >= rule.precision ? truePositives / positives : Number.NaN;
    }
    default:
      return unreachable(rule);
  }
}

/** From the highest threshold, above every probability, to the lowest, below all. */
function* outcomesOf(
  isPositive: ArrayLike<number>,
  scores: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): Generator<Outcomes> {
  const order = Array.from({ length: scores.length }, (_, row) => row).filter((row) => (weights?.[row] ?? 1) > 0);
  order.sort((a, b) => scores[b] - scores[a]);
  let [positives, negatives] = [0, 0];
  for (const row of order) {
    if (isPositive[row] === 1) positives += weights?.[row] ?? 1;
    else negatives += weights?.[row] ?? 1;
  }
  if (positives === 0 || negatives === 0) throw oneSide(positives === 0);
  let [truePositives, falsePositives] = [0, 0];
  const above = scores[order[0]];
  yield { threshold: above < 1 ? (above + 1) / 2 : ABOVE_1, truePositives, falsePositives, positives, negatives };
  for (const [at, row] of order.entries()) {
    if (isPositive[row] === 1) truePositives += weights?.[row] ?? 1;
    else falsePositives += weights?.[row] ?? 1;
    const next = at + 1 < order.length ? scores[order[at + 1]] : 0;
    if (at + 1 < order.length && next === scores[row]) continue;
    const threshold = at + 1 < order.length ? (scores[row] + next) / 2 : scores[row] / 2;
    yield { threshold, truePositives, falsePositives, positives, negatives };
  }
}

/** A threshold that no probability reaches, rounding to float32 included. */
const ABOVE_1 = 1.00001;

const oneSide = (noPositives: boolean): SelvedgeError =>
  unfitData(
    `chooseThreshold: ${noPositives ? 'no row is' : 'all rows are'} of the positive class; a threshold needs rows on both sides. Give more rows, stratified.`,
  );

const notReached = (wanted: number, best: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `chooseThreshold: no threshold reaches a precision of ${wanted} on these rows; the highest is ${best.toFixed(3)}. Ask for less, or take a better model.`,
  );
