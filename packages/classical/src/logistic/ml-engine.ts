import { type LabelledRows, type Matrix, rowView } from '@selvedge/data';
import { Matrix as MlMatrix } from 'ml-matrix';
import { loadMlLogisticRegression } from '../ml-packages.js';
import type { Coefficients, Convergence } from './fit-lbfgs.js';
import type { LogisticRegressionParams } from './params.js';

/**
 * Fits with the npm package ml-logistic-regression: one class against the rest, by plain gradient descent of
 * `maxIterations` steps. It knows no penalty, tolerance or class weights. Runs on the caller's thread.
 *
 * Its own step of 5e-4 is meant for the sum over few rows; for many it is made small enough not to jump back and forth.
 */
export async function fitMl(
  { maxIterations, fitIntercept }: LogisticRegressionParams,
  { features }: Pick<LabelledRows, 'features'>,
  labels: Uint16Array,
  classes: number,
): Promise<Coefficients & { readonly convergence: Convergence }> {
  const Model = await loadMlLogisticRegression();
  const { rows, columns } = features;
  const nested = Array.from({ length: rows }, (_, row) => {
    const values = Array.from<number>(rowView(features, row));
    return fitIntercept ? [...values, 1] : values;
  });
  const squares = nested.flat().reduce((sum, value) => sum + value * value, 0);
  const model = new Model({ numSteps: maxIterations, learningRate: Math.min(5e-4, 4 / Math.max(squares, 1e-300)) });
  model.train(new MlMatrix(nested), MlMatrix.columnVector(Array.from(labels)));
  const weights = new Float64Array(classes * columns);
  const intercepts = new Float64Array(classes);
  for (const [label, { weights: line }] of model.classifiers.entries()) {
    const values = line.getRow(0).map((weight) => -weight); // it codes the class as 0 and the rest as 1
    weights.set(values.slice(0, columns), label * columns);
    intercepts[label] = fitIntercept ? values[columns] : 0;
  }
  return { weights, intercepts, convergence: { stopped: 'max-iterations', iterations: maxIterations, losses: [] } };
}

/** Shares of one-against-the-rest models: each class's own probability, made to sum to 1. */
export function oneVsRestShares(
  { values, rows, columns }: Matrix,
  weights: Float64Array,
  intercepts: Float64Array,
): Float32Array {
  const classes = intercepts.length;
  const shares = new Float32Array(rows * classes);
  const odds = new Float64Array(classes);
  for (let row = 0; row < rows; row++) {
    let total = 0;
    for (let label = 0; label < classes; label++) {
      let score = intercepts[label];
      for (let column = 0; column < columns; column++) {
        score += values[row * columns + column] * weights[label * columns + column];
      }
      odds[label] = 1 / (1 + Math.exp(-Math.max(score, -700)));
      total += odds[label];
    }
    for (let label = 0; label < classes; label++) shares[row * classes + label] = odds[label] / total;
  }
  return shares;
}
