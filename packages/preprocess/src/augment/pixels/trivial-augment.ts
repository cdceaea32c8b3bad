import type { TrivialAugmentParams } from '../../specs.generated.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { applyOperations } from './apply-operations.js';

/** As in the paper, whose magnitudes are 31. */
const MAGNITUDES = 31;

export const trivialAugment: PixelAugmentation<TrivialAugmentParams> = definePixels(
  {
    kind: 'trivial-augment',
    knownAs: ['trivialaugment', 'trivial-augment-wide', 'trivialaugmentwide'],
    description:
      'Applies one of 14 operations to an image, drawn for every image with its magnitude from the wide range: nothing to choose, and as good as searched policies.',
    fields: {},
  },
  (_, shape, range) => applyOperations(1, (rng) => rng.int(MAGNITUDES) / (MAGNITUDES - 1), STRENGTHS, shape, range),
);

/** TrivialAugmentWide, as torchvision has it: moves by up to 32 pixels, of images as small as these by up to all of them. */
const STRENGTHS = {
  shear: 0.99,
  translate: (side: number): number => Math.min(32, side),
  degrees: 135,
  enhance: 0.99,
  posterize: 6,
};
