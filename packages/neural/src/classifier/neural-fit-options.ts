import { checkThreads } from '@selvedge/compute';
import { type FitOptions, onlyFields } from '@selvedge/data';
import { type CheckpointSpec, checkCheckpoint } from '../training/train-spec.js';

/** What `NeuralClassifier.fit` accepts besides its data. Nothing of it is kept in the fitted model. */
export interface NeuralFitOptions extends FitOptions {
  /** Where the state of this training is kept; goes before `train.checkpoint`. */
  readonly checkpoint?: CheckpointSpec;
}

const FIELDS = ['seed', 'signal', 'onProgress', 'validation', 'threads', 'checkpoint'];

/** @throws SelvedgeError `invalid-argument` naming the option */
export function checkFitOptions(options: NeuralFitOptions): void {
  onlyFields('NeuralClassifier.fit, options', options, FIELDS);
  if (options.threads !== undefined) checkThreads('NeuralClassifier.fit', options.threads);
  if (options.checkpoint !== undefined) checkCheckpoint(options.checkpoint);
}
