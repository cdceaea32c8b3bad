import { type NameCatalogue, type NamedDefinition, nameCatalogue } from '@selvedge/data/names';
import type { LossKind } from '../specs.generated.js';

/** What training makes small. Its formula is that of the agreement in `engine.ts`; each engine has it in its own terms. */
export interface LossDefinition extends NamedDefinition {
  readonly name: LossKind;
  /** It contains the softmax: outputs of a network without one at its end are logits. */
  readonly takesLogits: boolean;
}

export const losses: NameCatalogue<LossDefinition> = nameCatalogue(
  { family: 'loss', typeName: 'LossKind', description: 'What training makes small, without penalties.' },
  [
    {
      name: 'cross-entropy',
      description: 'Mean of -log p(true class), p being the softmax of the logits.',
      knownAs: [
        'categorical-crossentropy',
        'sparse-categorical-crossentropy',
        'binary-crossentropy',
        'bce',
        'bce-loss',
        'bce-with-logits-loss',
        'cross-entropy-loss',
        'log-loss',
        'nll',
        'nll-loss',
        'softmax-cross-entropy',
      ],
      takesLogits: true,
    },
    {
      name: 'mean-squared-error',
      description: 'Mean of the squared distances between outputs and targets, 1 for the true class and 0 elsewhere.',
      knownAs: ['mse', 'mse-loss', 'squared-error', 'l2'],
      takesLogits: false,
    },
  ],
);
