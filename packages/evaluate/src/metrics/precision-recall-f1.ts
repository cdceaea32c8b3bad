import { type Labels, SelvedgeError } from '@selvedge/data';
import { onlyValues, shown } from '@selvedge/data/checks';
import { countAnyLabels } from './label-counts.js';
import { checkMetricOptions } from './metric-options.js';
import type { WeightOptions } from './weight-of-rows.js';

/** How the figures of classes become one, in scikit-learn's words. */
export type Average = 'binary' | 'macro' | 'micro' | 'weighted';

/** Options of `precisionScore`, `recallScore` and `f1Score`. */
export interface AverageOptions extends WeightOptions {
  /** Default `binary`: the figure of class 1, for labels 0 and 1 alone. The others run over the labels that occur. */
  readonly average?: Average;
  /** Stands for 0 / 0; default 0. */
  readonly zeroDivision?: 0 | 1;
}

/** Asks for one figure per class. */
interface PerClassOptions extends Omit<AverageOptions, 'average'> {
  readonly average: null;
}

type Ratio = (hits: number, truth: number, predicted: number) => readonly [number, number];

/**
 * Of the rows predicted as a class, the share that are of it: scikit-learn's `precision_score`. In [0, 1].
 *
 * @returns a number, or with `average: null` one per label that occurs, in ascending order
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows, an unknown option, or
 * more classes than 0 and 1 with `binary`
 */
export function precisionScore(truth: Labels, predicted: Labels, options: PerClassOptions): number[];
export function precisionScore(truth: Labels, predicted: Labels, options?: AverageOptions): number;
export function precisionScore(
  truth: Labels,
  predicted: Labels,
  options: AverageOptions | PerClassOptions = {},
): number | number[] {
  return score('precisionScore', truth, predicted, options, (hits, _, given) => [hits, given]);
}

/** Of the rows of a class, the share predicted as it: `recall_score`. Arguments, range and errors as `precisionScore`. */
export function recallScore(truth: Labels, predicted: Labels, options: PerClassOptions): number[];
export function recallScore(truth: Labels, predicted: Labels, options?: AverageOptions): number;
export function recallScore(
  truth: Labels,
  predicted: Labels,
  options: AverageOptions | PerClassOptions = {},
): number | number[] {
  return score('recallScore', truth, predicted, options, (hits, own) => [hits, own]);
}

/** Harmonic mean of precision and recall: `f1_score`. Arguments, range and errors as `precisionScore`. */
export function f1Score(truth: Labels, predicted: Labels, options: PerClassOptions): number[];
export function f1Score(truth: Labels, predicted: Labels, options?: AverageOptions): number;
export function f1Score(
  truth: Labels,
  predicted: Labels,
  options: AverageOptions | PerClassOptions = {},
): number | number[] {
  return score('f1Score', truth, predicted, options, (hits, own, given) => [2 * hits, own + given]);
}

function score(
  what: string,
  truth: Labels,
  predicted: Labels,
  options: AverageOptions | PerClassOptions,
  ratio: Ratio,
): number | number[] {
  checkMetricOptions(what, options, ['average', 'zeroDivision', 'sampleWeight']);
  onlyValues(what, options, { zeroDivision: [0, 1] });
  const { average = 'binary', zeroDivision = 0, sampleWeight } = options;
  const { support: own, predicted: given, hits, total } = countAnyLabels(what, truth, predicted, { sampleWeight });
  const present = [...new Set([...truth, ...predicted])].sort((a, b) => a - b);
  const divided = ([above, below]: readonly [number, number]): number => (below === 0 ? zeroDivision : above / below);
  const figure = (c: number): number => divided(ratio(hits[c], own[c], given[c]));
  const mean = (weight: (c: number) => number): number => present.reduce((sum, c) => sum + weight(c) * figure(c), 0);
  switch (average) {
    case null:
      return present.map(figure);
    case 'macro':
      return mean(() => 1 / present.length);
    case 'weighted':
      return mean((c) => own[c] / total);
    case 'micro': // one label per row: all three are the accuracy
      return present.reduce((sum, c) => sum + hits[c], 0) / total;
    case 'binary':
      if (present.every((c) => c < 2)) return present.includes(1) ? figure(1) : zeroDivision;
      throw refused(what, `average is 'binary' and the labels are ${present.join(', ')}; write { average: 'macro' }`);
    default:
      throw refused(what, `average is ${shown(average)}; need 'binary', 'macro', 'micro', 'weighted' or null`);
  }
}

const refused = (what: string, text: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `${what}: ${text}.`);
