import type { Labels, Matrix } from '@selvedge/data';
import { powerOfTwo } from '../statistics/power-of-two.js';
import { checkScores } from './check-probabilities.js';
import { defineProbabilityMetric, type MetricDefinition } from './metric.js';
import { namedColumns } from './named-classes.js';
import { ownSteps, type ScoreSteps, scoreSteps } from './score-steps.js';
import { type WeightOptions, weightOfRows } from './weight-of-rows.js';

/** One point of a ROC curve. Plain JSON. */
export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
  /** Rows with at least this score count as the class; null at the start, where none do. */
  readonly threshold: number | null;
}

/** Receiver operating characteristic of one class against the rest. Plain JSON. */
export interface RocCurve {
  readonly class: string;
  readonly positives: number;
  readonly negatives: number;
  /** Area under the curve; null when there are no positives or no negatives. */
  readonly auc: number | null;
  /** From (0, 0) to (1, 1); points on a straight line between their neighbours are left out. Empty when undefined. */
  readonly points: readonly RocPoint[];
}

/** A one-vs-rest figure per class with its averages. Plain JSON. */
export interface OneVsRest {
  readonly perClass: readonly { readonly class: string; readonly support: number; readonly value: number | null }[];
  /** Over the classes that have a value; null when none has. */
  readonly macro: number | null;
  /** The same, weighted by support. */
  readonly weighted: number | null;
  /** Classes without a value: they have no rows, or all of them. */
  readonly undefinedClasses: readonly string[];
}

/**
 * ROC curves, each class against the rest.
 *
 * @param scores - rows x classes: probabilities or any finite scores
 * @param classes - names of the columns; default their numbers
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: no rows, scores that are not finite
 */
export function rocCurves(
  truth: Labels,
  scores: Matrix,
  classes?: readonly string[],
  options: WeightOptions = {},
): RocCurve[] {
  checkScores('rocCurves', truth, scores);
  const weights = weightOfRows('rocCurves', options, truth.length);
  return namedColumns('rocCurves', scores.columns, classes).map((name, c) => {
    const steps = scoreSteps(truth, scores, c, weights);
    const { positives, negatives } = steps;
    return { class: name, positives, negatives, auc: areaUnderRoc(steps), points: rocPoints(steps) };
  });
}

/**
 * Area under the ROC curve, each class against the rest: the probability that a row of the class scores higher than
 * another row, ties counting half.
 *
 * @param scores - rows x classes
 * @param classes - names of the columns; default their numbers
 * @throws SelvedgeError as `rocCurves`
 */
export function rocAuc(
  truth: Labels,
  scores: Matrix,
  classes?: readonly string[],
  options: WeightOptions = {},
): OneVsRest {
  checkScores('rocAuc', truth, scores);
  const weights = weightOfRows('rocAuc', options, truth.length);
  return oneVsRest(truth, scores, namedColumns('rocAuc', scores.columns, classes), areaUnderRoc, weights);
}

/** Applies a figure of the steps to each class and averages it. */
export function oneVsRest(
  truth: Labels,
  scores: Matrix,
  classes: readonly string[],
  figure: (steps: ScoreSteps) => number | null,
  weights?: Float64Array,
): OneVsRest {
  const perClass = classes.map((name, c) => {
    const steps = ownSteps(truth, scores, c, weights);
    return { class: name, support: steps.positives, value: figure(steps) };
  });
  const defined = perClass.flatMap(({ support, value }) => (value === null ? [] : [{ support, value }]));
  const mean = (weight: (support: number) => number): number | null => {
    const total = defined.reduce((sum, { support }) => sum + weight(support), 0);
    if (total === 0) return null;
    return defined.reduce((sum, { support, value }) => sum + weight(support) * value, 0) / total;
  };
  return {
    perClass,
    macro: mean(() => 1),
    weighted: mean((support) => support),
    undefinedClasses: perClass.filter(({ value }) => value === null).map((entry) => entry.class),
  };
}

export function areaUnderRoc({ truePositives, falsePositives, positives, negatives }: ScoreSteps): number | null {
  if (positives === 0 || negatives === 0) return null;
  let area = 0; // of trapezoids, in units of one positive times one negative, doubled: exact whole numbers
  let [lastTrue, lastFalse] = [0, 0];
  // Products of tiny or huge weights leave the range of numbers; powers of two change no digit.
  const [ofTrue, ofFalse] = [powerOfTwo(positives), powerOfTwo(negatives)];
  for (let step = 0; step < truePositives.length; step++) {
    area += ((falsePositives[step] - lastFalse) / ofFalse) * ((truePositives[step] + lastTrue) / ofTrue);
    lastTrue = truePositives[step];
    lastFalse = falsePositives[step];
  }
  return area / 2 / (positives / ofTrue) / (negatives / ofFalse);
}

function rocPoints({ thresholds, truePositives, falsePositives, positives, negatives }: ScoreSteps): RocPoint[] {
  if (positives === 0 || negatives === 0) return [];
  const steps = thresholds.length;
  const isCorner = (step: number): boolean => {
    if (step === 0 || step === steps - 1) return true;
    const bend = (counts: ArrayLike<number>): number => counts[step + 1] - 2 * counts[step] + counts[step - 1];
    return bend(truePositives) !== 0 || bend(falsePositives) !== 0;
  };
  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0, threshold: null }];
  for (let step = 0; step < steps; step++) {
    if (!isCorner(step)) continue;
    points.push({
      falsePositiveRate: falsePositives[step] / negatives,
      truePositiveRate: truePositives[step] / positives,
      threshold: thresholds[step],
    });
  }
  return points;
}

export const rocAucMetric: MetricDefinition = /* @__PURE__ */ defineProbabilityMetric({
  name: 'roc-auc',
  knownAs: ['auc', 'roc-auc-score', 'roc-auc-ovr', 'auroc'],
  description: 'Area under the ROC curve, each class against the rest: their mean.',
  better: 'higher',
  of: (probabilities, { truth, classes, sampleWeight }) =>
    rocAuc(truth, probabilities, classes, { sampleWeight }).macro,
});
