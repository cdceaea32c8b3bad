import type { Rng } from '@selvedge/data';
import type { ImageShape } from '../../images/sample-affine.js';
import { type ChangeImage, sizeOf, type ValueRange } from '../change-image.js';
import { OPERATIONS, type Strengths } from './policy-operations.js';

const NAMES = Object.keys(OPERATIONS);

/** Applies operations one after the other, each drawn among all, with a magnitude that is drawn in [0, 1] and its direction. */
export function applyOperations(
  count: number,
  drawMagnitude: (rng: Rng) => number,
  strengths: Strengths,
  shape: ImageShape,
  { low, high }: ValueRange,
): ChangeImage {
  const size = sizeOf(shape);
  const spread = high - low || 1;
  let [levels, other] = [new Float32Array(size), new Float32Array(size)];
  return (source, offset, target, rng) => {
    for (let at = 0; at < size; at++) levels[at] = ((source[offset + at] - low) * 255) / spread;
    for (let done = 0; done < count; done++) {
      const name = NAMES[rng.int(NAMES.length)];
      const magnitude = drawMagnitude(rng) * (rng.int(2) === 0 ? 1 : -1);
      OPERATIONS[name]({ values: levels, shape }, other, magnitude, strengths);
      [levels, other] = [other, levels];
    }
    for (let at = 0; at < size; at++) target[at] = low + (levels[at] * spread) / 255;
  };
}
