import { catalogueOf } from '@selvedge/component';
import type { Catalogue } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import type { AugmentSpec } from '../specs.generated.js';
import type { Augmentation } from './definition.js';
import { EXPECTED_AUGMENTATIONS } from './expected-augmentations.js';
import { flip } from './geometric/flip.js';
import { randomResizedCrop } from './geometric/random-resized-crop.js';
import { rotate } from './geometric/rotate.js';
import { shear } from './geometric/shear.js';
import { shift } from './geometric/shift.js';
import { zoom } from './geometric/zoom.js';
import { cutmix } from './mixing/cutmix.js';
import { mixup } from './mixing/mixup.js';
import { brightness } from './pixels/brightness.js';
import { contrast } from './pixels/contrast.js';
import { crop } from './pixels/crop.js';
import { cutout } from './pixels/cutout.js';
import { erase } from './pixels/erase.js';
import { gaussianNoise } from './pixels/gaussian-noise.js';
import { grayscale } from './pixels/grayscale.js';
import { hue } from './pixels/hue.js';
import { randAugment } from './pixels/rand-augment.js';
import { saltAndPepper } from './pixels/salt-and-pepper.js';
import { saturation } from './pixels/saturation.js';
import { trivialAugment } from './pixels/trivial-augment.js';

/** Every augmentation. */
export const augmentations: Catalogue<Augmentation> = catalogueOf(
  {
    family: 'augmentation',
    typeName: 'AugmentSpec',
    description: 'A random change of training images.',
    advice: EXPECTED_AUGMENTATIONS,
  },
  [
    rotate,
    shift,
    flip,
    zoom,
    shear,
    crop,
    randomResizedCrop,
    gaussianNoise,
    saltAndPepper,
    erase,
    cutout,
    brightness,
    contrast,
    saturation,
    hue,
    grayscale,
    randAugment,
    trivialAugment,
    mixup,
    cutmix,
  ],
);

/** Steps in their order. Images that were blended are finished: such a step is the last. */
export const augmentSteps: z.ZodType<readonly AugmentSpec[], readonly AugmentSpec[]> = z
  .array(augmentations.schema as unknown as z.ZodType<AugmentSpec, AugmentSpec>)
  .max(50)
  .superRefine((steps, context) => {
    for (const [at, { kind }] of steps.slice(0, -1).entries()) {
      if (augmentations.definitionOf(kind).acts !== 'on-pairs') continue;
      const message = `${kind} must be the last step, because it blends finished images; move it to the end`;
      context.addIssue({ code: 'custom', path: [at], message });
    }
  });
