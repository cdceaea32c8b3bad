import type { LayerNormalizationParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { affine, base } from './fields.js';

export const layerNormalization: LayerDefinition<LayerNormalizationParams> = defineLayer(
  {
    kind: 'layer-normalization',
    knownAs: ['layer-norm'],
    description: 'Scales the last axis of each row to mean 0 and variance 1, then by a learned scale and shift.',
    fields: { ...affine, ...base },
  },
  'LayerNormalization',
);
