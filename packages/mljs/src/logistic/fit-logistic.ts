import type { LabelledRows } from '@selvedge/data';
import MlLogisticRegression from 'ml-logistic-regression';
import { Matrix as MlMatrix } from 'ml-matrix';
import { nestedRows } from '../nested-rows.js';

/** One line of weights per class, each against the rest. */
export interface LogisticLines {
  /** Classes x columns. */
  readonly weights: Float64Array;
  readonly intercepts: Float64Array;
}

/**
 * Fits with ml-logistic-regression: one class against the rest, by plain gradient descent of `maxIter` steps. It
 * knows no penalty, tolerance or class weights. Runs on the caller's thread and cannot be stopped.
 *
 * Its own step of 5e-4 is meant for the sum over few rows; for many it is made small enough not to jump back and forth.
 *
 * @param train - with rows of every class
 */
export function fitLogistic(
  { features, labels, classes }: LabelledRows,
  { maxIter, fitIntercept }: { readonly maxIter: number; readonly fitIntercept: boolean },
): LogisticLines {
  const { columns } = features;
  const rows = nestedRows(features);
  if (fitIntercept) for (const row of rows) row.push(1);
  const squares = rows.flat().reduce((sum, value) => sum + value * value, 0);
  const learningRate = Math.min(5e-4, 4 / Math.max(squares, 1e-300));
  const model = new MlLogisticRegression({ numSteps: maxIter, learningRate });
  model.train(new MlMatrix(rows), MlMatrix.columnVector(Array.from(labels)));
  const weights = new Float64Array(classes.length * columns);
  const intercepts = new Float64Array(classes.length);
  for (const [label, { weights: line }] of model.classifiers.entries()) {
    const values = line.getRow(0).map((weight) => -weight); // it codes the class as 0 and the rest as 1
    weights.set(values.slice(0, columns), label * columns);
    intercepts[label] = fitIntercept ? values[columns] : 0;
  }
  return { weights, intercepts };
}
