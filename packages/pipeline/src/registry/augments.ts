import type { AugmentSpec } from '@selvedge/preprocess';
import { z } from 'zod';

type Of<Kind extends AugmentSpec['kind']> = Extract<AugmentSpec, { readonly kind: Kind }>;

const fill = z
  .enum(['constant', 'nearest', 'reflect', 'wrap'])
  .exactOptional()
  .describe('What lies outside the image. Default constant.');
const value = z.number().exactOptional().describe('For a constant fill. Default: the lowest training value.');
const degrees = z.number().min(0).max(180).describe('At most, to either side.');
const factors = z.tuple([z.number().min(0.01).max(100), z.number().min(0.01).max(100)]);
const share = z.number().min(0).max(1);
const shares = z.tuple([share, share]);
const alpha = z.number().min(0.001).max(100).describe('The blend is drawn from Beta(alpha, alpha).');

/** One schema per kind of augmentation; the compiler compares each with the type that `@selvedge/preprocess` declares. */
const schemas = {
  rotate: z.strictObject({ kind: z.literal('rotate'), degrees, fill, value }),
  shift: z.strictObject({
    kind: z.literal('shift'),
    pixels: z.number().min(0).max(4096).exactOptional().describe('At most, in each direction.'),
    fraction: share.exactOptional().describe('At most, of height and width.'),
    whole: z.boolean().exactOptional().describe('Whole pixels only. Default false.'),
    fill,
    value,
  }),
  flip: z.strictObject({
    kind: z.literal('flip'),
    axis: z.enum(['x', 'y']).exactOptional().describe('x: left to right, the default.'),
    probability: share.exactOptional().describe('Default 0.5.'),
  }),
  zoom: z.strictObject({ kind: z.literal('zoom'), range: factors, fill, value }),
  shear: z.strictObject({ kind: z.literal('shear'), degrees, fill, value }),
  crop: z.strictObject({ kind: z.literal('crop'), padding: z.int().min(0).max(4096), fill, value }),
  'gaussian-noise': z.strictObject({
    kind: z.literal('gaussian-noise'),
    sd: z.number().min(0).max(10).describe('As a share of the value range.'),
  }),
  'salt-and-pepper': z.strictObject({ kind: z.literal('salt-and-pepper'), fraction: share }),
  erase: z.strictObject({
    kind: z.literal('erase'),
    probability: share.exactOptional().describe('Default 0.5.'),
    area: shares.exactOptional().describe('Share of the image. Default [0.02, 0.4].'),
    aspect: factors.exactOptional().describe('Height over width. Default [0.3, 3.3].'),
    fill: z
      .union([z.literal('noise'), z.number()])
      .exactOptional()
      .describe('Default noise.'),
  }),
  cutout: z.strictObject({ kind: z.literal('cutout'), size: z.int().min(1).max(4096) }),
  brightness: z.strictObject({ kind: z.literal('brightness'), amount: share }),
  contrast: z.strictObject({ kind: z.literal('contrast'), range: factors }),
  mixup: z.strictObject({ kind: z.literal('mixup'), alpha }),
  cutmix: z.strictObject({ kind: z.literal('cutmix'), alpha }),
} satisfies { readonly [Kind in AugmentSpec['kind']]: z.ZodType<Of<Kind>> };

type AnySchema = z.ZodObject<{ kind: z.ZodLiteral<AugmentSpec['kind']> }>;

/** A random change of training images. */
export const augmentSchema: z.ZodType<AugmentSpec, AugmentSpec> = z
  .discriminatedUnion('kind', Object.values(schemas) as unknown as [AnySchema, ...AnySchema[]])
  .describe('A random change of training images.') as unknown as z.ZodType<AugmentSpec, AugmentSpec>;
