import { defineTransform, type TransformDefinition } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { checkSquares } from '@selvedge/data/checks';
import type { StandardizeParams } from '../specs.generated.js';
import { AFFINE_FORMAT, affineTransform, centredCoefficients, loadAffine } from './affine.js';
import { moments } from './statistics.js';

export const standardize: TransformDefinition<StandardizeParams> = defineTransform(
  {
    kind: 'standardize',
    description: 'Subtracts the mean of the training rows and divides by their standard deviation (population).',
    knownAs: [
      'StandardScaler',
      'standardise',
      'standardization',
      'standard',
      'standard-scale',
      'scaler',
      'z-score',
      'normalize',
      'normalise',
      'normalization',
    ],
    fields: {
      per: z
        .enum(['global', 'feature', 'channel'])
        .default('feature')
        .describe('Whether all values share mean and deviation, or those of a column or of a channel.'),
      floor: z
        .number()
        .min(0)
        .default(0)
        .describe(
          'Smaller deviations count as this one, so that a pixel that hardly varies in training is not blown up at prediction. With 0 only columns that are constant, but for rounding, are left as wide as they are, as in scikit-learn.',
        ),
    },
  },
  {
    format: AFFINE_FORMAT,
    create: (params) =>
      affineTransform(params, (train) => {
        checkSquares('standardize', train.features);
        const { mean, deviation } = moments(train, params.per);
        const factors = deviation.map((sd) => {
          const kept = Math.max(sd, params.floor);
          return kept === 0 ? 1 : 1 / kept;
        });
        return centredCoefficients(mean, factors);
      }),
    load: loadAffine,
  },
);
