import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import { membersTakeMissing } from '../members/members-take-missing.js';
import type { TunedThresholdParams } from '../specs.generated.js';
import { loadTunedThreshold } from './fitted.js';
import { tunedThresholdDefinition } from './params.js';
import { TunedThreshold } from './tuned-threshold.js';

export const tunedThreshold: ClassifierDefinition<SpecOf<'tuned-threshold', TunedThresholdParams>> = defineClassifier(
  tunedThresholdDefinition,
  {
    create: ({ kind: _, ...params }) => new TunedThreshold(params),
    load: loadTunedThreshold,
    contract: [
      { params: { member: { kind: 'gaussian-naive-bayes' }, folds: 2 } },
      { params: { member: { kind: 'decision-tree' }, by: 'cost', falseNegativeCost: 2, folds: 2 } },
    ],
    usesValidation: true,
    takesMissing: ({ member }) => membersTakeMissing([member]),
  },
);
