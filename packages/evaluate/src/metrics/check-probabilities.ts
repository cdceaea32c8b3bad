import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { checkLabelNumbers, noRows } from './check-pairs.js';

/** How far a row of probabilities may be from summing to 1: float32 softmax of a thousand classes stays within. */
const SUM_TOLERANCE = 1e-3;

/**
 * Checks that every row is a distribution over the classes and every label one of them.
 *
 * @param probabilities - rows x classes
 * @throws SelvedgeError `shape-mismatch` when rows differ; `invalid-argument` for no rows, a label outside the columns,
 * a value that is NaN or outside [0, 1], or a row whose sum is not 1 within 0.001
 */
export function checkProbabilities(what: string, truth: Labels, probabilities: Matrix): void {
  checkTypes(what, truth, probabilities);
  const { values, rows, columns } = probabilities;
  if (truth.length !== rows) throw badRows(what, truth.length, rows);
  if (rows === 0) throw noRows(what);
  for (let row = 0; row < rows; row++) {
    if (truth[row] >= columns) throw badLabel(what, truth[row], row, columns);
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column];
      if (!(value >= 0 && value <= 1 + SUM_TOLERANCE)) throw badValue(what, value, row, column);
      sum += value;
    }
    if (Math.abs(sum - 1) > SUM_TOLERANCE) throw badSum(what, sum, row);
  }
}

/** Checks scores that need not be probabilities: shapes and finite numbers. Errors as `checkProbabilities`. */
export function checkScores(what: string, truth: Labels, scores: Matrix): void {
  checkTypes(what, truth, scores);
  if (truth.length !== scores.rows) throw badRows(what, truth.length, scores.rows);
  if (scores.rows === 0) throw noRows(what);
  for (let row = 0; row < scores.rows; row++) {
    if (truth[row] >= scores.columns) throw badLabel(what, truth[row], row, scores.columns);
  }
  for (let at = 0; at < scores.values.length; at++) {
    const value = scores.values[at];
    if (!Number.isFinite(value)) {
      throw badValue(what, value, Math.floor(at / scores.columns), at % scores.columns, 'finite numbers');
    }
  }
}

function checkTypes(what: string, truth: unknown, scores: unknown): void {
  checkLabelNumbers(what, truth);
  const isMatrix = ArrayBuffer.isView((scores as Partial<Matrix> | null | undefined)?.values);
  if (!isMatrix) throw noMatrix(what, scores);
}

const noMatrix = (what: string, seen: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: the scores are ${Array.isArray(seen) ? 'a list' : shown(seen)}; need rows x classes in a Matrix, as await model.predictProba(features) gives them. Write matrix(Float32Array.from(rows.flat()), rows.length, classes) for a list of rows.`,
  );

const badRows = (what: string, labels: number, rows: number): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${what}: got ${labels} labels for ${rows} rows of probabilities; need one row per label.`,
  );

const badLabel = (what: string, label: number, row: number, columns: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: label ${label} in row ${row} has no column among the ${columns}; probabilities need one column per class.`,
  );

const badValue = (what: string, value: number, row: number, column: number, allowed = 'probabilities in [0, 1]') =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: got ${value} for row ${row}, class ${column}; need ${allowed}. A NaN usually means that training diverged.`,
  );

const badSum = (what: string, sum: number, row: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: row ${row} sums to ${sum}; the probabilities of a row must sum to 1. Were these logits? Apply softmax first.`,
  );
