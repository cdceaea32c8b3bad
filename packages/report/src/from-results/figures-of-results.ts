import type {
  CalibrationCurve,
  ClassificationReport,
  ConfusionMatrix,
  FriedmanComparison,
  ModelComparison,
  ReportedAgainstOurs,
  RocCurve,
} from '@selvedge/evaluate/types';
import type { CalibrationFigure } from '../figures/calibration.js';
import type { ClassErrorsFigure } from '../figures/class-errors.js';
import type { ConfusionFigure } from '../figures/confusion.js';
import type { CriticalDifferenceFigure } from '../figures/critical-difference.js';
import type { FigureText } from '../figures/figure-text.js';
import type { ModelBarsFigure } from '../figures/model-bars.js';
import type { ReportedAgainstOursFigure } from '../figures/reported.js';
import type { RocFigure } from '../figures/roc.js';
import type { ScoreTableFigure } from '../figures/score-table.js';

/** The confusion matrix as a picture. */
export function confusionFigure({ classes, counts, total }: ConfusionMatrix, text: FigureText): ConfusionFigure {
  const subtitle = `rows: true class, columns: predicted class; ${total.toLocaleString('en')} rows`;
  return { kind: 'confusion', subtitle, ...text, classes, counts };
}

/** What each class was taken for (`missed`), or what was taken for it (`claimed`). */
export function classErrorsFigure(
  { classes, counts }: ConfusionMatrix,
  direction: ClassErrorsFigure['direction'],
  text: FigureText,
): ClassErrorsFigure {
  return { kind: 'class-errors', ...text, classes, counts, direction };
}

/** Precision, recall and F1 of each class and their macro mean. */
export function scoreTableFigure({ perClass, macro }: ClassificationReport, text: FigureText): ScoreTableFigure {
  const rows = [...perClass.map((scores) => ({ ...scores, name: scores.class })), { ...macro, name: 'macro mean' }];
  return {
    kind: 'score-table',
    ...text,
    columns: ['precision', 'recall', 'F1'],
    rows: rows.map(({ name, precision, recall, f1 }) => ({ name, values: [precision, recall, f1] })),
  };
}

/** The models of a comparison, best first; those that tie with the best share its colour. */
export function modelBarsFigure({ ranking, metric }: ModelComparison, text: FigureText): ModelBarsFigure {
  return {
    kind: 'model-bars',
    metric,
    ...text,
    models: ranking.map(({ name, estimate, tiedWithBest }) => ({
      name,
      value: estimate.value,
      low: estimate.interval.low,
      high: estimate.interval.high,
      tiesWithBest: tiedWithBest,
    })),
  };
}

/** Mean ranks over data sets, with bars that join models the test does not tell apart. */
export function criticalDifferenceFigure(
  { models, criticalDifference, groups }: FriedmanComparison,
  text: FigureText,
): CriticalDifferenceFigure {
  return { kind: 'critical-difference', ...text, models, criticalDifference, groups };
}

/** Accuracy against confidence, a curve per model. */
export function calibrationFigure(
  curves: readonly { readonly name: string; readonly curve: CalibrationCurve }[],
  text: FigureText,
): CalibrationFigure {
  return {
    kind: 'calibration',
    ...text,
    curves: curves.map(({ name, curve }) => ({
      name: `${name} (ECE ${curve.expectedError.toFixed(3)})`,
      bins: curve.bins.map(({ meanConfidence, accuracy, rows }) => ({
        confidence: meanConfidence,
        accuracy: accuracy.value,
        count: rows,
      })),
    })),
  };
}

/** Receiver operating characteristics of the classes that have one: at least one row in and one row outside. */
export function rocFigure(curves: readonly RocCurve[], text: FigureText): RocFigure {
  return {
    kind: 'roc',
    ...text,
    curves: curves
      .filter(({ auc }) => auc !== null)
      .map((curve) => ({
        name: curve.class,
        falsePositiveRate: curve.points.map(({ falsePositiveRate }) => falsePositiveRate),
        truePositiveRate: curve.points.map(({ truePositiveRate }) => truePositiveRate),
        area: curve.auc ?? 0,
      })),
  };
}

/** Published figures beside ours. */
export function reportedFigure(
  comparisons: readonly ReportedAgainstOurs[],
  text: FigureText,
): ReportedAgainstOursFigure {
  return {
    kind: 'reported',
    ...text,
    metric: [...new Set(comparisons.map(({ reported }) => reported.metric))].join(' or '),
    rows: comparisons.map(({ name, reported, ours }) => ({
      name,
      reported: reported.value,
      ours: { value: ours.value, low: ours.interval.low, high: ours.interval.high },
    })),
  };
}
