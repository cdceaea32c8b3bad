import { interval, share } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import type { EraseParams } from '../../specs.generated.js';
import { copyImage, drawBetween, fillBox, sizeOf } from '../change-image.js';
import { definePixels, type PixelAugmentation } from '../definition.js';
import { pixelNumber } from '../outside-fields.js';

/** How often a rectangle that does not fit is drawn again, as in the authors' code. */
const TRIES = 100;

/** @see Zhong et al., Random erasing data augmentation, arXiv 1708.04896, algorithm 1 */
export const erase: PixelAugmentation<EraseParams> = definePixels(
  {
    kind: 'erase',
    knownAs: ['random-erasing', 'erasing'],
    description: 'Random erasing: fills a rectangle with noise or with one value.',
    fields: {
      probability: share().default(0.5).describe('Share of the images that lose a rectangle.'),
      area: interval(0, 1).default([0.02, 0.4]).describe('Smallest and largest area, as shares of the image.'),
      aspect: interval(0.01, 100).default([0.3, 3.3]).describe('Smallest and largest height over width.'),
      fill: z
        .union([z.literal('noise'), pixelNumber()])
        .default('noise')
        .describe('`noise` draws uniformly over the value range; a number is written as it is.'),
    },
  },
  ({ probability, area, aspect, fill }, shape, { low, high }) => {
    const { height, width } = shape;
    const size = sizeOf(shape);
    return (source, offset, target, rng) => {
      copyImage(source, offset, target, size);
      if (rng.uniform() >= probability) return;
      for (let tried = 0; tried < TRIES; tried++) {
        const pixels = drawBetween(area, rng) * height * width;
        const ratio = drawBetween(aspect, rng);
        const tall = Math.round(Math.sqrt(pixels * ratio));
        const wide = Math.round(Math.sqrt(pixels / ratio));
        if (tall >= height || wide >= width || tall < 1 || wide < 1) continue;
        const next = fill === 'noise' ? () => low + rng.uniform() * (high - low) : () => fill;
        fillBox(target, shape, rng.int(height - tall + 1), rng.int(width - wide + 1), tall, wide, next);
        return;
      }
    };
  },
);
