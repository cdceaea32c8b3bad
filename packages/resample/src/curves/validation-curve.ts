import { type Classifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import {
  correctedResampledT,
  type FoldSummary,
  type Metric,
  type MetricName,
  metric,
  summarizeFolds,
} from '@selvedge/evaluate';
import { type FoldOptions, fitFolds } from '../fitting/fit-folds.js';
import { testToTrain } from '../folds/test-to-train.js';

/** Scores at one value of the parameter. Plain JSON. */
export interface ValidationCurvePoint {
  readonly value: number | string;
  /** Evaluated again by the finished model. */
  readonly train: FoldSummary;
  readonly validation: FoldSummary;
}

/** Score against one parameter, everything else fixed. Plain JSON. */
export interface ValidationCurve {
  readonly parameter: string;
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  readonly points: readonly ValidationCurvePoint[];
  readonly choice: ValidationChoice;
}

/** What to take from a validation curve. Plain JSON. */
export interface ValidationChoice {
  /** Best mean validation score; of equals the first in the list, the smaller value. */
  readonly best: number | string;
  /** The first value of the list within one standard error of the best: simplest first makes it the simplest. */
  readonly withinOneStandardError: number | string;
  /** Values that a test on the same folds cannot tell from the best. */
  readonly notDistinguishable: readonly (number | string)[];
}

/** How to draw the curve. */
export interface ValidationCurveOptions extends FoldOptions {
  readonly metric?: MetricName;
  readonly level?: number;
}

/**
 * Scores a classifier at several values of one parameter on the same folds.
 *
 * @param parameter - its name, for the figure
 * @param values - at least one, in ascending order where they are numbers
 * @param make - gives the classifier for a value
 * @throws SelvedgeError `invalid-argument` for no values; as `crossValidate`
 */
export async function validationCurve<V extends number | string>(
  parameter: string,
  values: readonly V[],
  make: (value: V) => Classifier,
  rows: LabelledRows,
  options: ValidationCurveOptions = {},
): Promise<ValidationCurve> {
  if (values.length === 0) throw noValues(parameter);
  const scorer = metric(options.metric ?? 'accuracy');
  const points: ValidationCurvePoint[] = [];
  let ratio = 0;
  for (const [at, value] of values.entries()) {
    const { folds, results } = await fitFolds(() => make(value), rows, {
      ...options,
      withTrain: true,
      carriedState: at === 0 ? (options.carriedState ?? 'refuse') : 'ignore', // one probe is enough
    });
    ratio = testToTrain(folds);
    const trained = results.map((result) => (result.train ? scorer.of(result.train) : Number.NaN));
    points.push({
      value,
      train: summarizeFolds(trained, ratio, options.level),
      validation: summarizeFolds(
        results.map(({ test }) => scorer.of(test)),
        ratio,
        options.level,
      ),
    });
    options.onProgress?.({ step: `${parameter} = ${value}`, done: at + 1, total: values.length });
  }
  return {
    parameter,
    metric: scorer.name,
    better: scorer.better,
    points,
    choice: choose(points, scorer, ratio, options.level),
  };
}

/**
 * Chooses from validation scores by three rules at once.
 *
 * @param ratio - rows of a validation fold over rows of a training fold
 */
export function choose(
  points: readonly Pick<ValidationCurvePoint, 'value' | 'validation'>[],
  { better }: Pick<Metric, 'better'>,
  ratio: number,
  level = 0.95,
): ValidationChoice {
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

const noValues = (parameter: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `validationCurve: got no values of '${parameter}'; need at least one.`);
