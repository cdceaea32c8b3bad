import type { Transform } from '@selvedge/data';
import { createTransform, type TransformSpec } from '@selvedge/preprocess';
import { z } from 'zod';
import { count } from '../spec/limits.js';

export type { TransformSpec } from '@selvedge/preprocess';

type Of<Kind extends TransformSpec['kind']> = Extract<TransformSpec, { readonly kind: Kind }>;

/** One schema per kind of transform; the compiler compares each with the type that `@selvedge/preprocess` declares. */
const schemas = {
  scale: z
    .strictObject({
      kind: z.literal('scale'),
      factor: z.number().exactOptional().describe('Default 1/255.'),
      offset: z.number().exactOptional().describe('Default 0.'),
    })
    .describe('x * factor + offset.'),
  'min-max': z
    .strictObject({
      kind: z.literal('min-max'),
      per: z.enum(['global', 'feature']).exactOptional().describe('Default feature.'),
    })
    .describe('Smallest training value to 0, largest to 1.'),
  standardize: z
    .strictObject({
      kind: z.literal('standardize'),
      per: z.enum(['global', 'feature', 'channel']).exactOptional().describe('Default feature.'),
      floor: z.number().min(0).exactOptional().describe('Smaller standard deviations count as this. Default 0.'),
    })
    .describe('Minus mean, over standard deviation.'),
  flatten: z.strictObject({ kind: z.literal('flatten') }).describe('Any shape to one axis.'),
  reshape: z
    .strictObject({ kind: z.literal('reshape'), shape: z.array(count(1_000_000)).min(1).max(4) })
    .describe('To another shape of the same size.'),
  pca: z
    .strictObject({
      kind: z.literal('pca'),
      components: count(100_000).describe('How many directions are kept.'),
      whiten: z.boolean().exactOptional().describe('To unit variance. Default false.'),
    })
    .describe('Projection on the directions of largest variance.'),
} satisfies { readonly [Kind in TransformSpec['kind']]: z.ZodType<Of<Kind>> };

/** A preparation step of the rows. */
export const transformSchema = z
  .discriminatedUnion('kind', [
    schemas.scale,
    schemas['min-max'],
    schemas.standardize,
    schemas.flatten,
    schemas.reshape,
    schemas.pca,
  ])
  .describe('A preparation step, fitted on training rows alone.');

export function createPreparation(spec: TransformSpec): Transform {
  return createTransform(spec);
}
