import { type Catalogue, catalogueOf } from '@selvedge/component';
import type { Augmentation } from './definition.js';
import { flip } from './geometric/flip.js';
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
import { saltAndPepper } from './pixels/salt-and-pepper.js';

/** Every augmentation. */
export const augmentations: Catalogue<Augmentation> = catalogueOf(
  { family: 'augmentation', typeName: 'AugmentSpec', description: 'A random change of training images.' },
  [
    rotate,
    shift,
    flip,
    zoom,
    shear,
    crop,
    gaussianNoise,
    saltAndPepper,
    erase,
    cutout,
    brightness,
    contrast,
    mixup,
    cutmix,
  ],
);
