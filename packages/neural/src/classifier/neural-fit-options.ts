import { checkThreads } from '@selvedge/compute/workers';
import type { FitOptions } from '@selvedge/data';
import { checkFitOptions, refuseSampleWeight } from '@selvedge/data/checks';
import type { CheckpointParams, CheckpointSpec } from '../specs.generated.js';
import { checkCheckpoint } from '../training/train-spec.js';

/** What `NeuralClassifier.fit` accepts besides its data. Nothing of it is kept in the fitted model. */
export interface NeuralFitOptions extends FitOptions {
  /** Where the state of this training is kept; goes before `train.checkpoint`. */
  readonly checkpoint?: CheckpointSpec;
}

/** The options with those defaults that training needs. */
export type CheckedFitOptions = FitOptions & { readonly checkpoint?: CheckpointParams };

/** @throws SelvedgeError `invalid-argument` naming the option; `aborted` */
export function checkNeuralFitOptions(train: unknown, options: NeuralFitOptions): CheckedFitOptions {
  checkFitOptions('NeuralClassifier.fit', train, options, ['checkpoint']);
  refuseSampleWeight('NeuralClassifier.fit', options.sampleWeight, 'weigh classes with classWeights of train');
  if (options.threads !== undefined) checkThreads('NeuralClassifier.fit', options.threads);
  const { checkpoint, ...others } = options;
  return { ...others, ...(checkpoint !== undefined && { checkpoint: checkCheckpoint(checkpoint) }) };
}
