import type { Rng } from '@selvedge/data';
import { type AffineMap, rotation, scaling, shearing, translation } from '../images/affine-map.js';
import { sampleAffine } from '../images/sample-affine.js';
import type { CorruptionKind } from '../specs.generated.js';
import type { Corruption, Severities } from './corruption.js';

const signOf = (rng: Rng): number => (rng.uniform() < 0.5 ? -1 : 1);

function geometric(
  name: CorruptionKind,
  description: string,
  amounts: Severities,
  mapOf: (amount: number, rng: Rng) => AffineMap,
): Corruption {
  return {
    name,
    description,
    amounts,
    spoil(image, shape, amount, rng) {
      sampleAffine(image.slice(), 0, image, shape, mapOf(amount, rng), 'constant', 0);
    },
  };
}

/** Amount: degrees, to either side. */
export const rotate: Corruption = geometric(
  'rotate',
  'Turns the image to either side.',
  [6, 12, 18, 24, 30],
  (amount, rng) => rotation(amount * signOf(rng)),
);

/** Amount: slope, to either side. */
export const shear: Corruption = geometric(
  'shear',
  'Slants the image to either side.',
  [0.1, 0.2, 0.3, 0.4, 0.5],
  (amount, rng) => shearing(amount * signOf(rng)),
);

/** Amount: the size that is left. */
export const scale: Corruption = geometric(
  'scale',
  'Shrinks the object inside the image.',
  [0.9, 0.8, 0.7, 0.6, 0.5],
  (amount) => scaling(amount),
);

/** Amount: pixels up or down, and as many left or right. */
export const translate: Corruption = geometric(
  'translate',
  'Moves the image up or down, and left or right.',
  [1, 2, 3, 4, 5],
  (amount, rng) => translation(amount * signOf(rng), amount * signOf(rng)),
);
