import type { MixupParams } from '../../specs.generated.js';
import { defineMixing, type MixingAugmentation } from '../definition.js';
import { alphaField, drawBeta } from './beta.js';

/** @see Zhang et al., mixup: beyond empirical risk minimization, arXiv 1710.09412 */
export const mixup: MixingAugmentation<MixupParams> = defineMixing(
  {
    kind: 'mixup',
    description: 'Blends an image and its label with another training image and its label.',
    fields: { alpha: alphaField },
  },
  ({ alpha }, image, other, _, rng) => {
    const share = drawBeta(alpha, rng);
    for (let at = 0; at < image.length; at++) image[at] = share * image[at] + (1 - share) * other[at];
    return share;
  },
);
