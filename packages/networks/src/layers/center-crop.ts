import type { CenterCropParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, size } from './fields.js';

export const centerCrop: LayerDefinition<CenterCropParams> = defineLayer(
  {
    kind: 'center-crop',
    description: 'Keeps the middle of images; of an odd rest one more is cut off at the end.',
    fields: {
      height: size.describe('Rows that stay, at most as many as there are.'),
      width: size.describe('Columns that stay, at most as many as there are.'),
      ...base,
    },
  },
  'CenterCrop',
);
