import type { SavedState } from '@selvedge/data';
import { FittedLines, type Lines, readLines } from '../fitted-lines.js';
import type { LearnedState } from '../fitted-model.js';
import { readConfig, readForm, type SavedConfig } from '../saved-config.js';
import type { LinearSvmParams } from '../specs.generated.js';
import { linearSvmDefinition } from './params.js';

const VERSION = 1;

/** How the fit of the slowest line went. */
export interface LinearSvmConvergence {
  /** Every line ended at its minimum, or met `tol`, within `maxIter`. */
  readonly isConverged: boolean;
  /** Newton's steps or passes over the rows, of the line with the most. */
  readonly iterations: number;
}

/**
 * A fitted `LinearSvm`. Of its decision values, 1 and -1 are the margins of a class and 0 is its line; of two classes one
 * value is the other's negative. Its probabilities are their softmax: an order, not calibrated.
 */
export class FittedLinearSvm extends FittedLines<LinearSvmParams> {
  readonly kind = 'linear-svm';
  /** How the fit went. */
  readonly convergence: LinearSvmConvergence;

  constructor(config: SavedConfig<LinearSvmParams>, lines: Lines, convergence: LinearSvmConvergence) {
    super(config, lines);
    this.convergence = convergence;
  }

  protected learned(): LearnedState {
    return { version: VERSION, config: { ...this.convergence }, tensors: this.tensorsOfLines() };
  }
}

/** Reads what `FittedLinearSvm.save` made. */
export function loadLinearSvm(saved: SavedState): FittedLinearSvm {
  const config = readConfig<LinearSvmParams>(saved, linearSvmDefinition, VERSION);
  const { isConverged, iterations } = saved.config;
  const convergence = { isConverged: isConverged === true, iterations: Number(iterations) };
  return new FittedLinearSvm(config, readLines(saved, linearSvmDefinition.kind, config), convergence).fittedOn(
    readForm(saved),
  );
}
