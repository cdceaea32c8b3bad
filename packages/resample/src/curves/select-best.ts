import { correctedResampledT } from '@selvedge/evaluate';
import type { FoldSummary, Metric } from '@selvedge/evaluate/types';

/** A value of a parameter and its scores over the folds. */
interface ScoredValue {
  readonly value: number | string;
  readonly validation: FoldSummary;
}

/** What to take from a validation curve. Plain JSON. */
export interface BestValues {
  /** Best mean validation score; of equals the first in the list, the smaller value. */
  readonly best: number | string;
  /** The first value of the list within one standard error of the best: simplest first makes it the simplest. */
  readonly withinOneStandardError: number | string;
  /** Values that a test on the same folds cannot tell from the best. */
  readonly notDistinguishable: readonly (number | string)[];
}

/**
 * Selects from validation scores by three rules at once.
 *
 * @param ratio - rows of a validation fold over rows of a training fold
 */
export function selectBest(
  points: readonly ScoredValue[],
  { better }: Pick<Metric, 'better'>,
  ratio: number,
  level = 0.95,
): BestValues {
  const sign = better === 'higher' ? 1 : -1;
  const best = points.reduce((top, point) => (sign * (point.validation.mean - top.validation.mean) > 0 ? point : top));
  const folds = best.validation.values.length;
  const error = (best.validation.standardDeviation ?? 0) * Math.sqrt(1 / folds);
  const near = points.find((point) => sign * (best.validation.mean - point.validation.mean) <= error) ?? best;
  const tied = points.filter((point) => {
    if (point === best || folds < 2) return false;
    const differences = best.validation.values.map((value, fold) => value - point.validation.values[fold]);
    return correctedResampledT(differences, ratio, { level }).pValue >= 1 - level;
  });
  return {
    best: best.value,
    withinOneStandardError: near.value,
    notDistinguishable: tied.map(({ value }) => value),
  };
}
