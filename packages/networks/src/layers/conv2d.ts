import { guessedAs } from '@selvedge/component';
import type { Conv2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size, window, withKernel } from './fields.js';

export const conv2d: LayerDefinition<Conv2dParams> = defineLayer(
  {
    kind: 'conv2d',
    knownAs: ['conv', 'convolution2d', 'convolution'],
    description: 'Convolution of images.',
    fields: {
      filters: guessedAs(size.clone().describe('Channels that come out.'), 'outChannels', 'channels'),
      ...window,
      groups: size.default(1).describe('Input channels are divided into this many groups, each with its own filters.'),
      ...base,
      ...withKernel,
    },
  },
  'Conv2D',
);
