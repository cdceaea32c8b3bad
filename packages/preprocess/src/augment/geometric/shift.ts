import { share } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { translation } from '../../images/affine-map.js';
import type { ShiftParams } from '../../specs.generated.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';
import { around, outsideFields } from '../outside-fields.js';

export const shift: GeometricAugmentation<ShiftParams> = defineGeometric(
  {
    kind: 'shift',
    knownAs: [
      'random-translation',
      'translate',
      'translation',
      'width-shift',
      'height-shift',
      'width-shift-range',
      'height-shift-range',
      'random-shift',
    ],
    description: 'Moves the image down or up and to the left or right, each by a draw of its own.',
    fields: {
      pixels: z.number().min(0).max(4096).exactOptional().describe('The largest shift, in pixels.'),
      fraction: share().exactOptional().describe('The largest shift, as a share of height and width.'),
      whole: z.boolean().default(false).describe('Shifts by whole pixels, without interpolation.'),
      ...outsideFields,
    },
    rule: ({ pixels, fraction }) => {
      if ((pixels === undefined) !== (fraction === undefined)) return undefined;
      return { path: [], message: 'need either pixels or fraction, not both and not neither' };
    },
  },
  {
    draw: ({ pixels, fraction = 0, whole }, { height, width }, rng) => {
      const y = around(pixels ?? fraction * height, rng.uniform());
      const x = around(pixels ?? fraction * width, rng.uniform());
      return whole ? translation(Math.round(y), Math.round(x)) : translation(y, x);
    },
    outside: (params) => params,
  },
);
