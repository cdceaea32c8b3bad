import type { Conv2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size, window, withKernel } from './fields.js';

export const conv2d: LayerDefinition<Conv2dParams> = defineLayer(
  {
    kind: 'conv2d',
    description: 'Convolution of images.',
    fields: {
      filters: size.describe('Channels that come out.'),
      ...window,
      groups: size.default(1).describe('Input channels are divided into this many groups, each with its own filters.'),
      ...base,
      ...withKernel,
    },
  },
  'Conv2D',
);
