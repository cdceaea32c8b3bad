import type { ResizingParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base, interpolation, size } from './fields.js';

export const resizing: LayerDefinition<ResizingParams> = defineLayer(
  {
    kind: 'resizing',
    description: 'Images of another size, without smoothing where they shrink.',
    fields: {
      height: size.describe('Rows afterwards.'),
      width: size.describe('Columns afterwards.'),
      interpolation: interpolation.default('bilinear'),
      ...base,
    },
  },
  'Resizing',
);
