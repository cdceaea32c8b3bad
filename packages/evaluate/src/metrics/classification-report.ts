import type { Labels } from '@selvedge/data';
import { onlyValues } from '@selvedge/data/checks';
import type { Proportion } from '../uncertainty/interval.js';
import { proportion } from '../uncertainty/wilson-interval.js';
import { countLabels, type LabelCounts } from './label-counts.js';
import { defineMetric, type MetricDefinition, type Predictions } from './metric.js';
import { checkMetricOptions } from './metric-options.js';
import { namedLabels } from './named-classes.js';

/** Precision, recall and their harmonic mean. Plain JSON. */
export interface PrecisionRecallF1 {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The figures of one class. Plain JSON. */
export interface ClassScores extends PrecisionRecallF1 {
  readonly class: string;
  /** Rows whose true label it is. */
  readonly support: number;
  /** Rows that were given its label. */
  readonly predicted: number;
  /** The figures that are 0 / 0 and hold `zeroDivision` instead. Usually empty. */
  readonly undefined: readonly ('precision' | 'recall' | 'f1')[];
}

/** Averages over the classes. Plain JSON. */
export interface ClassificationReport {
  readonly accuracy: Proportion;
  readonly perClass: readonly ClassScores[];
  /** Every class counts the same. */
  readonly macro: PrecisionRecallF1;
  /** Classes count by their support. */
  readonly weighted: PrecisionRecallF1;
  /** From the summed counts; with one label per row all three equal the accuracy. */
  readonly micro: PrecisionRecallF1;
  readonly zeroDivision: 0 | 1;
}

/** What stands for a ratio over nothing. */
export interface ZeroDivisionOptions {
  /**
   * The value of a precision of a class never predicted, a recall of a class without rows, and an F1 of a class with
   * neither; default 0 as in scikit-learn. The report names them in `undefined`.
   */
  readonly zeroDivision?: 0 | 1;
}

/** Options of a report. */
export interface ReportOptions extends ZeroDivisionOptions {
  /**
   * Which classes the averages run over: those that some row has or is predicted as (`present`, the default and
   * scikit-learn's), or all that were declared, where one without rows counts `zeroDivision`.
   */
  readonly averageOver?: 'present' | 'declared';
}

/**
 * Accuracy, and precision, recall and F1 per class and averaged.
 *
 * Averages are scikit-learn's; with `averageOver: 'declared'` those with `labels=range(len(classes))`. Without
 * `classes`, they are the labels that occur, as in scikit-learn.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows or a label outside the
 * classes
 */
export function classificationReport(
  truth: Labels,
  predicted: Labels,
  classes?: readonly string[],
  options: ReportOptions = {},
): ClassificationReport {
  const named = namedLabels('classificationReport', truth, predicted, classes);
  checkMetricOptions('classificationReport', options, ['zeroDivision', 'averageOver']);
  onlyValues('classificationReport', options, { zeroDivision: [0, 1], averageOver: ['present', 'declared'] });
  const counts = countLabels('classificationReport', named.truth, named.predicted, named.classes.length);
  return reportOfCounts(counts, named.classes, options);
}

/** The same report from counts that are already there. */
export function reportOfCounts(
  counts: LabelCounts,
  classes: readonly string[],
  { zeroDivision = 0, averageOver = 'present' }: ReportOptions = {},
): ClassificationReport {
  const perClass = scoresByClass(counts, classes, zeroDivision);
  const correct = Array.from(counts.hits).reduce((sum, hits) => sum + hits, 0);
  const share = correct / counts.total;
  return {
    accuracy: proportion(correct, counts.total),
    perClass,
    ...averagesOf(averageOver === 'present' ? perClass.filter(isPresent) : perClass, counts.total),
    micro: { precision: share, recall: share, f1: share },
    zeroDivision,
  };
}

function scoresByClass(
  { support, predicted, hits: right }: LabelCounts,
  classes: readonly string[],
  zeroDivision: 0 | 1,
): ClassScores[] {
  const ratio = (above: number, below: number): number => (below === 0 ? zeroDivision : above / below);

  return classes.map((name, c): ClassScores => {
    const hits = right[c];
    const undefinedFigures: ('precision' | 'recall' | 'f1')[] = [];
    if (predicted[c] === 0) undefinedFigures.push('precision');
    if (support[c] === 0) undefinedFigures.push('recall');
    if (predicted[c] + support[c] === 0) undefinedFigures.push('f1');
    return {
      class: name,
      precision: ratio(hits, predicted[c]),
      recall: ratio(hits, support[c]),
      f1: ratio(2 * hits, predicted[c] + support[c]),
      support: support[c],
      predicted: predicted[c],
      undefined: undefinedFigures,
    };
  });
}

const isPresent = ({ support, predicted }: ClassScores): boolean => support + predicted > 0;

const averagesOf = (
  perClass: readonly ClassScores[],
  total: number,
): Pick<ClassificationReport, 'macro' | 'weighted'> => ({
  macro: average(perClass, () => 1 / perClass.length),
  weighted: average(perClass, (scores) => scores.support / total),
});

function average(perClass: readonly ClassScores[], weight: (scores: ClassScores) => number): PrecisionRecallF1 {
  const sum = (figure: keyof PrecisionRecallF1): number =>
    perClass.reduce((total, scores) => total + weight(scores) * scores[figure], 0);
  return { precision: sum('precision'), recall: sum('recall'), f1: sum('f1') };
}

function averages({ truth, predicted, classes, sampleWeight }: Predictions): ReturnType<typeof averagesOf> {
  const counts = countLabels('classificationReport', truth, predicted, classes.length, { sampleWeight });
  return averagesOf(scoresByClass(counts, classes, 0).filter(isPresent), counts.total);
}

export const macroPrecisionMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'macro-precision',
  knownAs: ['precision', 'precision-macro', 'precision-score'],
  description: 'Mean precision of the classes that occur in the truth or the predictions.',
  of: (predictions) => averages(predictions).macro.precision,
});

export const macroRecallMetric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'macro-recall',
  knownAs: ['recall', 'recall-macro', 'recall-score'],
  description: 'Mean recall of the classes that occur; one that is predicted and has no rows counts 0.',
  of: (predictions) => averages(predictions).macro.recall,
});

export const macroF1Metric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'macro-f1',
  knownAs: ['f1', 'f1-macro', 'f1-score'],
  description: 'Mean F1 of the classes that occur: the harmonic mean of precision and recall of each.',
  of: (predictions) => averages(predictions).macro.f1,
});

export const weightedF1Metric: MetricDefinition = /* @__PURE__ */ defineMetric({
  name: 'weighted-f1',
  knownAs: ['f1-weighted'],
  description: 'Mean F1 of the classes, each weighted by its rows.',
  of: (predictions) => averages(predictions).weighted.f1,
});
