import { interval } from '@selvedge/component';
import type { RandomResizedCropParams } from '../../specs.generated.js';
import { drawBetween } from '../change-image.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';

export const randomResizedCrop: GeometricAugmentation<RandomResizedCropParams> = defineGeometric(
  {
    kind: 'random-resized-crop',
    description:
      'Enlarges a part of the image, of a random area, proportion and place, to the whole (Szegedy et al. 2015, section 6).',
    fields: {
      area: interval(0.001, 1)
        .default([0.08, 1])
        .describe('The smallest and the largest share of the area that is kept.'),
      ratio: interval(0.01, 100)
        .default([3 / 4, 4 / 3])
        .describe(
          'The smallest and the largest width of the part over its height, drawn evenly on a logarithmic scale.',
        ),
    },
  },
  {
    draw: ({ area, ratio }, { height, width }, rng) => {
      const kept = drawBetween(area, rng) * height * width;
      const proportion = Math.exp(drawBetween([Math.log(ratio[0]), Math.log(ratio[1])], rng));
      const tall = Math.min(height, Math.sqrt(kept / proportion));
      const wide = Math.min(width, Math.sqrt(kept * proportion));
      const [down, right] = [rng.uniform() - 0.5, rng.uniform() - 0.5];
      return [tall / height, 0, 0, wide / width, down * (height - tall), right * (width - wide)];
    },
  },
);
