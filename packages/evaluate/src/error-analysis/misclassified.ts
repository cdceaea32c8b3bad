import type { Labels, Matrix } from '@selvedge/data';
import { SelvedgeError } from '@selvedge/data';
import { checkLimit } from '../metrics/check-limit.js';
import { checkProbabilities } from '../metrics/check-probabilities.js';
import type { Predictions } from '../metrics/metric.js';

/** A row and what the model made of it. Plain JSON. */
export interface ScoredRow {
  /** Position in the predictions. */
  readonly row: number;
  readonly trueClass: string;
  readonly predictedClass: string;
  /** Of the predicted class. */
  readonly probability: number;
  readonly probabilityOfTrue: number;
}

/**
 * The misclassified rows, the most confident prediction first; ties in row order.
 *
 * @throws SelvedgeError `invalid-argument` without probabilities; see `checkProbabilities`
 */
export function worstMisclassified(predictions: Predictions, limit = 24): ScoredRow[] {
  checkLimit('worstMisclassified', limit);
  const all = scoredRows('worstMisclassified', predictions);
  const wrong = all.filter(({ row }) => predictions.truth[row] !== predictions.predicted[row]);
  return wrong.sort((a, b) => b.probability - a.probability || a.row - b.row).slice(0, limit);
}

/**
 * Per class, the rows to which the model gave the least probability of their true class, least first: right or wrong.
 *
 * @returns one list per class, in the order of the class numbers; empty for a class without rows
 * @throws SelvedgeError as `worstMisclassified`
 */
export function hardestExamples(predictions: Predictions, limit = 8): { class: string; rows: ScoredRow[] }[] {
  checkLimit('hardestExamples', limit);
  const all = scoredRows('hardestExamples', predictions);
  return predictions.classes.map((name, c) => ({
    class: name,
    rows: all
      .filter(({ row }) => predictions.truth[row] === c)
      .sort((a, b) => a.probabilityOfTrue - b.probabilityOfTrue || a.row - b.row)
      .slice(0, limit),
  }));
}

/** @internal Probabilities that are there and sound, or the error that says so. */
export function soundProbabilities(what: string, truth: Labels, probabilities: Matrix | undefined): Matrix {
  if (!probabilities) {
    throw new SelvedgeError('invalid-argument', `${what}: got labels only; pass 'probabilities' of predictProba too.`);
  }
  checkProbabilities(what, truth, probabilities);
  return probabilities;
}

function scoredRows(what: string, { truth, predicted, probabilities, classes }: Predictions): ScoredRow[] {
  const { values, columns } = soundProbabilities(what, truth, probabilities);
  return Array.from(truth, (label, row) => ({
    row,
    trueClass: classes[label],
    predictedClass: classes[predicted[row]],
    probability: values[row * columns + predicted[row]],
    probabilityOfTrue: values[row * columns + label],
  }));
}
