import { type NameCatalogue, nameCatalogue } from '@selvedge/data/names';
import { blur, motionBlur } from './blur.js';
import type { Corruption } from './corruption.js';
import { occlusion, pixelate, stripes } from './cover.js';
import { rotate, scale, shear, translate } from './geometry.js';
import { jpeg } from './jpeg.js';
import { brightness, contrast, invertedBackground } from './light.js';
import { gaussianNoise, impulseNoise, shotNoise } from './noise.js';

/** Every way to corrupt images, in the order of tables: noise, blur, light, geometry, covering, background. */
export const corruptions: NameCatalogue<Corruption> = nameCatalogue(
  { family: 'corruption', typeName: 'CorruptionKind', description: 'A way to corrupt images.' },
  [
    gaussianNoise,
    shotNoise,
    impulseNoise,
    blur,
    motionBlur,
    contrast,
    brightness,
    rotate,
    shear,
    scale,
    translate,
    occlusion,
    pixelate,
    jpeg,
    stripes,
    invertedBackground,
  ],
);
