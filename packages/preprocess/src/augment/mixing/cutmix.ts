import type { CutmixParams } from '../../specs.generated.js';
import { defineMixing, type MixingAugmentation } from '../definition.js';
import { alphaField, drawBeta } from './beta.js';

/** @see Yun et al., CutMix, arXiv 1905.04899 */
export const cutmix: MixingAugmentation<CutmixParams> = defineMixing(
  {
    kind: 'cutmix',
    description: 'Pastes a rectangle of another training image; labels are shared by area.',
    fields: { alpha: alphaField },
  },
  ({ alpha }, image, other, { height, width, channels }, rng) => {
    const side = Math.sqrt(1 - drawBeta(alpha, rng));
    const [tall, wide] = [Math.floor(side * height), Math.floor(side * width)];
    const [y, x] = [rng.int(height), rng.int(width)];
    const top = Math.max(0, y - (tall >> 1));
    const bottom = Math.min(height, y - (tall >> 1) + tall);
    const left = Math.max(0, x - (wide >> 1));
    const right = Math.min(width, x - (wide >> 1) + wide);
    for (let row = top; row < bottom; row++) {
      const [from, to] = [(row * width + left) * channels, (row * width + right) * channels];
      image.set(other.subarray(from, to), from);
    }
    return 1 - (Math.max(0, bottom - top) * Math.max(0, right - left)) / (height * width);
  },
);
