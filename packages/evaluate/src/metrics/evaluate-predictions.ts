import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { refuseOptions } from '@selvedge/data/checks';
import { type CalibrationCurve, calibrationCurve } from '../uncertainty/calibration.js';
import type { Proportion } from '../uncertainty/interval.js';
import { averagePrecision } from './average-precision.js';
import { balancedAccuracyOfCounts } from './balanced-accuracy.js';
import { brierScore } from './brier-score.js';
import { type ClassificationReport, reportOfCounts } from './classification-report.js';
import { cohenKappaOfCounts } from './cohen-kappa.js';
import {
  CONFUSION_CLASSES,
  type ConfusedPair,
  type ConfusionMatrix,
  confusedPairs,
  confusionMatrix,
} from './confusion-matrix.js';
import { countLabels } from './label-counts.js';
import { logLoss } from './log-loss.js';
import { matthewsOfCounts } from './matthews.js';
import { type Predictions, refuseWeights } from './metric.js';
import { type OneVsRest, rocAuc } from './roc.js';
import { topKAccuracy } from './top-k-accuracy.js';

/** Every figure of one set of predictions. Plain JSON: what a run stores and a report draws. */
export interface Evaluation {
  readonly rows: number;
  readonly classes: readonly string[];
  readonly report: ClassificationReport;
  /** Absent where there are more than 2,000 classes; `mostConfused` is there for any number. */
  readonly confusion?: ConfusionMatrix;
  readonly mostConfused: readonly ConfusedPair[];
  readonly balancedAccuracy: number;
  /** Null when truth and predictions are all one class. */
  readonly cohenKappa: number | null;
  readonly matthews: number;
  /** Present when probabilities were given. */
  readonly probabilistic?: ProbabilisticScores;
}

/** The figures that need probabilities. Plain JSON. */
export interface ProbabilisticScores {
  /** Accuracy among the first k classes, k ascending. */
  readonly topK: readonly { readonly k: number; readonly accuracy: Proportion }[];
  /** Cross-entropy alone, without penalty. */
  readonly logLoss: number;
  readonly brier: number;
  readonly rocAuc: OneVsRest;
  readonly averagePrecision: OneVsRest;
  readonly calibration: CalibrationCurve;
}

/**
 * All metrics of a set of predictions at once: 10,000 rows of ten classes in some 20 ms.
 *
 * @throws SelvedgeError `shape-mismatch`, `invalid-argument`: no rows, labels outside the classes, probabilities that
 * are NaN or no distributions
 */
export function evaluatePredictions(predictions: Predictions, ...others: readonly never[]): Evaluation {
  refuseOptions('evaluatePredictions', others, 'evaluatePredictions({ truth, predicted, probabilities, classes })');
  refuseWeights('evaluatePredictions', predictions);
  const { truth, predicted, probabilities, classes } = predictions;
  const counts = countLabels('evaluatePredictions', truth, predicted, classes.length);
  const kappa = cohenKappaOfCounts(counts);
  const evaluation: Evaluation = {
    rows: truth.length,
    classes,
    report: reportOfCounts(counts, classes),
    ...(classes.length <= CONFUSION_CLASSES && { confusion: confusionMatrix(truth, predicted, classes) }),
    mostConfused: confusedPairs(truth, predicted, classes),
    balancedAccuracy: balancedAccuracyOfCounts(counts),
    cohenKappa: Number.isNaN(kappa) ? null : kappa,
    matthews: matthewsOfCounts(counts),
  };
  if (!probabilities) return evaluation;
  if (probabilities.columns !== classes.length) throw badColumns(probabilities.columns, classes.length);
  return { ...evaluation, probabilistic: probabilisticScores(truth, probabilities, classes) };
}

function probabilisticScores(truth: Labels, probabilities: Matrix, classes: readonly string[]): ProbabilisticScores {
  return {
    logLoss: logLoss(truth, probabilities),
    brier: brierScore(truth, probabilities),
    topK: [1, 2, 3, 5]
      .filter((k) => k < classes.length)
      .map((k) => ({ k, accuracy: topKAccuracy(truth, probabilities, k) })),
    rocAuc: rocAuc(truth, probabilities, classes),
    averagePrecision: averagePrecision(truth, probabilities, classes),
    calibration: calibrationCurve(truth, probabilities),
  };
}

const badColumns = (columns: number, classes: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `evaluatePredictions: got ${columns} columns of probabilities for ${classes} classes; need one column per class.`,
  );
