import type { ZeroPadding2dParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, sides } from './fields.js';

export const zeroPadding2d: LayerDefinition<ZeroPadding2dParams> = defineLayer(
  {
    kind: 'zero-padding2d',
    knownAs: ['zero-pad2d', 'padding', 'pad'],
    description: 'Zeros around images.',
    fields: {
      padding: sides
        .default(1)
        .describe('One number for all sides, [rows, columns], or [[top, bottom], [left, right]].'),
      ...base,
    },
  },
  'ZeroPadding2D',
);
