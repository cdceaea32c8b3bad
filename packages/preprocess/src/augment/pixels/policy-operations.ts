import { mean } from '@selvedge/data/arithmetic';
import { type AffineMap, rotation, shearing, translation } from '../../images/affine-map.js';
import { type ImageShape, sampleAffine } from '../../images/sample-affine.js';
import { greyOf } from './colours.js';

/** Largest strengths of the operations that have one, and how those are spread over magnitudes. */
export interface Strengths {
  /** Slope: pixels to the side per pixel. */
  readonly shear: number;
  /** Pixels, of an image with such sides. */
  readonly translate: (side: number) => number;
  readonly degrees: number;
  /** Factors are 1 plus or minus it. */
  readonly enhance: number;
  /** So many of the 8 bits are dropped. */
  readonly posterize: number;
}

/** An image of levels from 0 to 255, row by row, channels together. */
interface Levels {
  readonly values: Float32Array;
  readonly shape: ImageShape;
}

/**
 * Draws an image that an operation changed.
 *
 * @param magnitude - in [0, 1], times 1 or -1 where the operation has two directions
 */
type Operation = (image: Levels, target: Float32Array, magnitude: number, strengths: Strengths) => void;

const moved = (map: (magnitude: number, strengths: Strengths, shape: ImageShape) => AffineMap): Operation => {
  return ({ values, shape }, target, magnitude, strengths) =>
    sampleAffine(values, 0, target, shape, map(magnitude, strengths, shape), 'constant', 0);
};

/** The image and another one of it, mixed: 1 is the image, 0 the other, beyond 1 away from it. */
const enhanced = (other: (image: Levels) => Float32Array): Operation => {
  return (image, target, magnitude, { enhance }) => {
    const { values } = image;
    const from = other(image);
    const factor = 1 + magnitude * enhance;
    for (let at = 0; at < values.length; at++) target[at] = clamp(from[at] + factor * (values[at] - from[at]));
  };
};

/** Each level becomes another, channel by channel. */
const mapped = (
  table: (image: Levels, channel: number, magnitude: number, strengths: Strengths) => Float32Array,
): Operation => {
  return (image, target, magnitude, strengths) => {
    const { values, shape } = image;
    for (let channel = 0; channel < shape.channels; channel++) {
      const levels = table(image, channel, Math.abs(magnitude), strengths);
      for (let at = channel; at < values.length; at += shape.channels) target[at] = levels[Math.round(values[at])];
    }
  };
};

/**
 * The operations of RandAugment and TrivialAugment. Their pixels are those of Pillow, but for rounding, and for moves, which are
 * about the middle and interpolate.
 *
 * @see Cubuk et al., RandAugment, arXiv:1909.13719 (2019); Müller & Hutter, TrivialAugment, arXiv:2103.10158 (2021)
 */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  identity: ({ values }, target) => target.set(values),
  shearX: moved((magnitude, { shear }) => shearing(magnitude * shear)),
  shearY: moved((magnitude, { shear }) => [1, magnitude * shear, 0, 1, 0, 0]),
  translateX: moved((magnitude, { translate }, { width }) => translation(0, Math.trunc(magnitude * translate(width)))),
  translateY: moved((magnitude, { translate }, { height }) =>
    translation(Math.trunc(magnitude * translate(height)), 0),
  ),
  rotate: moved((magnitude, { degrees }) => rotation(magnitude * degrees)),
  brightness: enhanced(({ values }) => new Float32Array(values.length)),
  color: enhanced(greyImage),
  contrast: enhanced((image) => new Float32Array(image.values.length).fill(Math.round(mean(greyImage(image))))),
  sharpness: enhanced(smoothed),
  posterize: mapped((_, __, magnitude, { posterize }) => {
    const step = 2 ** Math.round(magnitude * posterize);
    return Float32Array.from({ length: 256 }, (_value, level) => level - (level % step));
  }),
  solarize: mapped((_, __, magnitude) => {
    const threshold = 255 * (1 - magnitude);
    return Float32Array.from({ length: 256 }, (_value, level) => (level < threshold ? level : 255 - level));
  }),
  autoContrast: mapped((image, channel) => stretched(histogramOf(image, channel))),
  equalize: mapped((image, channel) => equalized(histogramOf(image, channel))),
};

const clamp = (level: number): number => Math.min(255, Math.max(0, level));

/** Grey in all channels; images without colours are grey already. */
function greyImage({ values, shape: { channels } }: Levels): Float32Array {
  if (channels !== 3) return values;
  const grey = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 3)
    grey.fill(Math.round(greyOf(values[at], values[at + 1], values[at + 2])), at, at + 3);
  return grey;
}

/** Each pixel counted five times and its eight neighbours once; those of the edge stay, as in Pillow. */
function smoothed({ values, shape: { height, width, channels } }: Levels): Float32Array {
  const smooth = values.slice();
  const line = width * channels;
  for (let row = 1; row < height - 1; row++) {
    for (let at = row * line + channels; at < (row + 1) * line - channels; at++) {
      let sum = 4 * values[at];
      for (let down = -line; down <= line; down += line)
        sum += values[at + down - channels] + values[at + down] + values[at + down + channels];
      smooth[at] = Math.round(sum / 13);
    }
  }
  return smooth;
}

function histogramOf({ values, shape: { channels } }: Levels, channel: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (let at = channel; at < values.length; at += channels) counts[Math.round(values[at])]++;
  return counts;
}

const unchanged = (): Float32Array => Float32Array.from({ length: 256 }, (_, level) => level);

/** The darkest level becomes black and the lightest white: `ImageOps.autocontrast`. */
function stretched(counts: Uint32Array): Float32Array {
  const low = counts.findIndex((count) => count > 0);
  const high = counts.findLastIndex((count) => count > 0);
  if (high <= low) return unchanged();
  return unchanged().map((level) => clamp(Math.trunc(((level - low) * 255) / (high - low))));
}

/** All levels about equally often: `ImageOps.equalize`. */
function equalized(counts: Uint32Array): Float32Array {
  const last = counts.findLast((count) => count > 0) ?? 0;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const step = Math.floor((all - last) / 255);
  if (step === 0) return unchanged();
  let sum = Math.floor(step / 2);
  return unchanged().map((_, level) => {
    const found = Math.min(255, Math.floor(sum / step));
    sum += counts[level];
    return found;
  });
}
