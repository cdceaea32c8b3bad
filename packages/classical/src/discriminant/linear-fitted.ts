import type { SavedState } from '@selvedge/data';
import { FittedLines, readLines } from '../fitted-lines.js';
import type { LearnedState } from '../fitted-model.js';
import { readConfig, readForm } from '../saved-config.js';
import type { LinearDiscriminantAnalysisParams } from '../specs.generated.js';
import { linearDiscriminantDefinition } from './linear-params.js';

const VERSION = 1;

/** A fitted `LinearDiscriminantAnalysis`. Its decision values are log probabilities up to what the classes of a row share. */
export class FittedLinearDiscriminantAnalysis extends FittedLines<LinearDiscriminantAnalysisParams> {
  readonly kind = 'linear-discriminant-analysis';

  protected learned(): LearnedState {
    return { version: VERSION, tensors: this.tensorsOfLines() };
  }
}

/** Reads what `FittedLinearDiscriminantAnalysis.save` made. */
export function loadLinearDiscriminantAnalysis(saved: SavedState): FittedLinearDiscriminantAnalysis {
  const config = readConfig<LinearDiscriminantAnalysisParams>(saved, linearDiscriminantDefinition, VERSION);
  const lines = readLines(saved, linearDiscriminantDefinition.kind, config);
  return new FittedLinearDiscriminantAnalysis(config, lines).fittedOn(readForm(saved));
}
