import { partialShare } from '@selvedge/component';
import type { BatchNormalizationParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { affine, base, betaInitializer, gammaInitializer } from './fields.js';

export const batchNormalization: LayerDefinition<BatchNormalizationParams> = defineLayer(
  {
    kind: 'batch-normalization',
    knownAs: ['batch-norm', 'batch-norm2d', 'bn'],
    description: 'Scales channels to mean 0 and variance 1 over the batch, then by a learned scale and shift.',
    fields: {
      momentum: partialShare()
        .default(0.99)
        .describe(
          'What the moving statistics keep of themselves at each step; PyTorch states the rest of it. The moving variance is divided by n, as in Keras, in PyTorch by n - 1.',
        ),
      ...affine,
      gammaInitializer,
      betaInitializer,
      ...base,
    },
  },
  'BatchNormalization',
);
