import { type NameCatalogue, type NamedDefinition, nameCatalogue } from '@selvedge/data/names';
import type { LossKind } from '../specs.generated.js';

/** What training makes small. Its formula is that of the agreement in `engine.ts`; each engine has it in its own terms. */
export interface LossDefinition extends NamedDefinition {
  readonly name: LossKind;
  /** It contains the softmax: outputs of a network without one at its end are logits. */
  readonly takesLogits: boolean;
}

const MARGINS =
  "write 'cross-entropy', or { kind: 'linear-svm', loss: 'hinge' } as the model; networks here have no hinge loss";
const DISTANCES = "write 'mean-squared-error', or 'cross-entropy' for classes";

/** Losses that people expect and that are not here. */
const EXPECTED = {
  hinge: MARGINS,
  'squared-hinge': MARGINS,
  'categorical-hinge': MARGINS,
  'multi-margin-loss': MARGINS,
  huber: DISTANCES,
  'huber-loss': DISTANCES,
  'smooth-l1-loss': DISTANCES,
  mae: DISTANCES,
  l1: DISTANCES,
  'l1-loss': DISTANCES,
  'mean-absolute-error': DISTANCES,
  'log-cosh': DISTANCES,
  focal: "write 'cross-entropy' with classWeights: 'balanced' for rare classes",
  'focal-loss': "write 'cross-entropy' with classWeights: 'balanced' for rare classes",
  kld: "write 'cross-entropy', which differs by a constant",
  'kl-div': "write 'cross-entropy', which differs by a constant",
  'kl-divergence': "write 'cross-entropy', which differs by a constant",
};

export const losses: NameCatalogue<LossDefinition> = nameCatalogue(
  {
    family: 'loss',
    typeName: 'LossKind',
    description: 'What training makes small, without penalties.',
    advice: EXPECTED,
  },
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
