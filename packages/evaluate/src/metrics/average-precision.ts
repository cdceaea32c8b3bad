import type { Labels, Matrix } from '@selvedge/data';
import { checkScores } from './check-probabilities.js';
import { defineProbabilityMetric, type MetricDefinition } from './metric.js';
import { namedColumns } from './named-classes.js';
import { type OneVsRest, oneVsRest } from './roc.js';
import { type ScoreSteps, scoreSteps } from './score-steps.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/** Precision against recall of one class against the rest. Plain JSON. */
export interface PrecisionRecallCurve {
  readonly class: string;
  readonly positives: number;
  /** Null when the class has no rows. */
  readonly averagePrecision: number | null;
  /** By falling threshold: recall rises from the first point to 1. Empty when undefined. */
  readonly points: readonly { readonly recall: number; readonly precision: number; readonly threshold: number }[];
}

/**
 * Average precision, each class against the rest: precision at each threshold, weighted by the recall that it adds (no
 * interpolation). A class without rows has no value (scikit-learn gives 0 and a warning).
 *
 * @param scores - rows x classes: probabilities or any finite scores
 * @param classes - names of the columns; default their numbers
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: no rows, scores that are not finite
 */
export function averagePrecision(
  truth: Labels,
  scores: Matrix,
  classes?: readonly string[],
  options: WeightOptions = {},
): OneVsRest {
  checkScores('averagePrecision', truth, scores);
  const weights = weightOfRows('averagePrecision', options, truth.length);
  return oneVsRest(truth, scores, namedColumns('averagePrecision', scores.columns, classes), averageOf, weights);
}

/** Precision-recall curves, each class against the rest. Errors as `averagePrecision`. */
export function precisionRecallCurves(
  truth: Labels,
  scores: Matrix,
  classes?: readonly string[],
  options: WeightOptions = {},
): PrecisionRecallCurve[] {
  checkScores('precisionRecallCurves', truth, scores);
  const weights = weightOfRows('precisionRecallCurves', options, truth.length);
  return namedColumns('precisionRecallCurves', scores.columns, classes).map((name, c) => {
    const steps = scoreSteps(truth, scores, c, weights);
    return { class: name, positives: steps.positives, averagePrecision: averageOf(steps), points: pointsOf(steps) };
  });
}

/** Null where the class has no rows. */
export function averageOf({ truePositives, falsePositives, positives }: ScoreSteps): number | null {
  if (positives === 0) return null;
  let sum = 0;
  let last = 0;
  for (let step = 0; step < truePositives.length; step++) {
    const hits = truePositives[step];
    sum += ((hits - last) / positives) * (hits / (hits + falsePositives[step]));
    last = hits;
  }
  return sum;
}

function pointsOf({
  thresholds,
  truePositives,
  falsePositives,
  positives,
}: ScoreSteps): PrecisionRecallCurve['points'] {
  if (positives === 0) return [];
  return Array.from(thresholds, (threshold, step) => ({
    recall: truePositives[step] / positives,
    precision: truePositives[step] / (truePositives[step] + falsePositives[step]),
    threshold,
  }));
}

export const averagePrecisionMetric: MetricDefinition = /* @__PURE__ */ defineProbabilityMetric({
  name: 'average-precision',
  knownAs: ['average-precision-score', 'pr-auc', 'auprc'],
  description: 'Area under the curve of precision against recall, each class against the rest: their mean.',
  better: 'higher',
  of: (probabilities, { truth, classes, sampleWeight }) =>
    averagePrecision(truth, probabilities, classes, { sampleWeight }).macro,
});
