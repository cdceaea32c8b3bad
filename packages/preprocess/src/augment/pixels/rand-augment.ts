import { z } from '@selvedge/component/zod';
import type { RandAugmentParams } from '../../specs.generated.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { applyOperations } from './apply-operations.js';

const LARGEST = 30;

export const randAugment: PixelAugmentation<RandAugmentParams> = definePixels(
  {
    kind: 'rand-augment',
    knownAs: ['randaugment'],
    description:
      'Applies some of 14 operations to an image, drawn for every image, all with one magnitude: moves, colours, contrast, sharpness, fewer levels.',
    fields: {
      numOps: z.int().min(1).max(14).default(2).describe('How many operations are applied one after the other.'),
      magnitude: z.int().min(0).max(LARGEST).default(9).describe('How strong they are; 30 is the strongest.'),
    },
  },
  ({ numOps, magnitude }, shape, range) => applyOperations(numOps, () => magnitude / LARGEST, STRENGTHS, shape, range),
);

/** Those of torchvision, which are of the paper's code. */
const STRENGTHS = {
  shear: 0.3,
  translate: (side: number): number => (150 / 331) * side,
  degrees: 30,
  enhance: 0.9,
  posterize: 4,
};
