import { share } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { IDENTITY, mirror } from '../../images/affine-map.js';
import type { FlipParams } from '../../specs.generated.js';
import type { Visit } from '../change-image.js';
import { defineGeometric, type GeometricAugmentation } from '../definition.js';

/** @see K. Jordan, 94% on CIFAR-10 in 3.29 seconds on a single GPU, arXiv 2404.00498, section 3.6 (alternating flip) */
export const flip: GeometricAugmentation<FlipParams> = defineGeometric(
  {
    kind: 'flip',
    knownAs: ['random-flip', 'horizontal-flip', 'random-horizontal-flip', 'flip-horizontal', 'hflip', 'mirror'],
    description: 'Mirrors the image.',
    fields: {
      axis: z.enum(['x', 'y']).default('x').describe('`x` swaps left and right, `y` top and bottom.'),
      probability: share().default(0.5).describe('Share of the images that are mirrored.'),
      alternating: z
        .boolean()
        .exactOptional()
        .describe(
          'Mirrors each image in every other epoch instead of by a draw in each: half of the images begin as they are, the others mirrored, as the seed decides.',
        ),
    },
    rule: ({ alternating, probability }) =>
      alternating && probability !== 0.5
        ? { path: ['probability'], message: 'need 0.5, or nothing, with alternating: true' }
        : undefined,
  },
  {
    draw: ({ axis, probability, alternating }, _, rng, visit) => {
      const draw = rng.uniform();
      const mirrors = alternating ? isTurn(axis, visit) : draw < probability;
      return mirrors ? mirror(axis) : IDENTITY;
    },
  },
);

/** Whether this is one of the epochs in which the image is mirrored. */
function isTurn(axis: 'x' | 'y', { epoch, rowRng }: Visit): boolean {
  const first = rowRng().fork('flip', axis).int(2);
  return epoch % 2 === first;
}
