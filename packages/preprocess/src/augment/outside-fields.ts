import { z } from '@selvedge/component/zod';
import type { FillMode } from '../images/sample-affine.js';

/** Pixels are float32: a larger number would be infinite in the image. */
const LARGEST = 3.4e38;

/** A number to write into pixels. */
export const pixelNumber = (): z.ZodNumber => z.number().min(-LARGEST).max(LARGEST);

/** What lies outside the image, for changes that look there. */
export const outsideFields: { readonly fill: z.ZodType<FillMode>; readonly value: z.ZodType<number | undefined> } = {
  fill: z
    .enum(['constant', 'nearest', 'reflect', 'wrap'] satisfies FillMode[])
    .default('constant')
    .describe('What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.'),
  value: pixelNumber().exactOptional().describe('What `constant` fills with; without it the lowest training value.'),
};

/** Around zero, as far as `most` to either side, by a uniform draw. */
export const around = (most: number, draw: number): number => (2 * draw - 1) * most;
