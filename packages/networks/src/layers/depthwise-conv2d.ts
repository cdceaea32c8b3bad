import type { DepthwiseConv2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size, window, withKernel } from './fields.js';

export const depthwiseConv2d: LayerDefinition<DepthwiseConv2dParams> = defineLayer(
  {
    kind: 'depthwise-conv2d',
    knownAs: ['depthwise-conv', 'depthwise'],
    description: 'Convolution of every channel by itself.',
    fields: {
      ...window,
      depthMultiplier: size.default(1).describe('Filters per input channel.'),
      ...base,
      ...withKernel,
    },
  },
  'DepthwiseConv2D',
);
