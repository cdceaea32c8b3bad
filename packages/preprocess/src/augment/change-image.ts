import type { Numbers, Rng } from '@selvedge/data';
import type { ImageShape } from '../images/sample-affine.js';

/** The lowest and highest value of the training images. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** Which epoch an image is drawn for, and draws of its own that are the same in every epoch. */
export interface Visit {
  /** Counts from 0. */
  readonly epoch: number;
  rowRng(): Rng;
}

/** Changes the image at `offset` of `source` at random into the start of `target`. */
export type ChangeImage = (source: Numbers, offset: number, target: Float32Array, rng: Rng, visit: Visit) => void;

export const sizeOf = ({ height, width, channels }: ImageShape): number => height * width * channels;

export const clampTo =
  ({ low, high }: ValueRange) =>
  (value: number): number =>
    Math.min(high, Math.max(low, value));

export const drawBetween = ([least, most]: readonly [number, number], rng: Rng): number =>
  least + (most - least) * rng.uniform();

export function copyImage(source: Numbers, offset: number, target: Float32Array, size: number): void {
  for (let at = 0; at < size; at++) target[at] = source[offset + at];
}

/** Sets every value of a rectangle, as far as it lies in the image, to what `next` gives. */
export function fillBox(
  target: Float32Array,
  { height, width, channels }: ImageShape,
  top: number,
  left: number,
  tall: number,
  wide: number,
  next: () => number,
): void {
  for (let y = Math.max(0, top); y < Math.min(height, top + tall); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + wide); x++) {
      for (let channel = 0; channel < channels; channel++) target[(y * width + x) * channels + channel] = next();
    }
  }
}
