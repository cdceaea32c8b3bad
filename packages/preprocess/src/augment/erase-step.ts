import type { ImageShape } from '../images/sample-affine.js';
import type { EraseSpec } from './augment-spec.js';
import { type ChangeImage, copyImage, drawBetween, fillBox, type ValueRange } from './change-image.js';

/** How often a rectangle that does not fit is drawn again, as in the authors' code. */
const ERASE_TRIES = 100;

/** Random erasing: Zhong et al., arXiv 1708.04896, algorithm 1. */
export function eraseStep(
  { probability = 0.5, area = [0.02, 0.4], aspect = [0.3, 3.3], fill = 'noise' }: EraseSpec,
  shape: ImageShape,
  range: ValueRange,
): ChangeImage {
  const { height, width, channels } = shape;
  return (source, offset, target, rng) => {
    copyImage(source, offset, target, height * width * channels);
    if (rng.uniform() >= probability) return;
    for (let tried = 0; tried < ERASE_TRIES; tried++) {
      const pixels = drawBetween(area, rng) * height * width;
      const ratio = drawBetween(aspect, rng);
      const tall = Math.round(Math.sqrt(pixels * ratio));
      const wide = Math.round(Math.sqrt(pixels / ratio));
      if (tall >= height || wide >= width || tall < 1 || wide < 1) continue;
      const next = fill === 'noise' ? () => range.low + rng.uniform() * (range.high - range.low) : () => fill;
      fillBox(target, shape, rng.int(height - tall + 1), rng.int(width - wide + 1), tall, wide, next);
      return;
    }
  };
}
