import { z } from 'zod';
import type { FillMode } from '../images/sample-affine.js';

/** What lies outside the image, for changes that look there. */
export const outsideFields: { readonly fill: z.ZodType<FillMode>; readonly value: z.ZodType<number | undefined> } = {
  fill: z
    .enum(['constant', 'nearest', 'reflect', 'wrap'] satisfies FillMode[])
    .default('constant')
    .describe('What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.'),
  value: z.number().exactOptional().describe('What `constant` fills with; without it the lowest training value.'),
};

/** Around zero, as far as `most` to either side, by a uniform draw. */
export const around = (most: number, draw: number): number => (2 * draw - 1) * most;
