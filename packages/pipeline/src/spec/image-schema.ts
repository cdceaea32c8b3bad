import { z } from '@selvedge/component/zod';

const side = z.int().min(1).max(16_384);
const level = z.int().min(0).max(255);

/** How pictures of a folder become rows of one size: `ImageOptions` of `@selvedge/data`. */
export const imageSchema = z
  .strictObject({
    size: z
      .union([side, z.tuple([side, side])])
      .exactOptional()
      .describe(
        'Height and width in pixels, `[height, width]`, or one number for both. Default: that of the pictures, if it is the same for all.',
      ),
    fit: z
      .enum(['cover', 'contain', 'stretch'])
      .exactOptional()
      .describe(
        'How a picture of other proportions becomes that size: `cover` (default) cuts what sticks out, `contain` fills with the background, `stretch` changes proportions.',
      ),
    channels: z
      .enum(['grey', 'rgb'])
      .exactOptional()
      .describe('One channel or three. Default: `rgb` with a size, else those of the pictures, if all have the same.'),
    interpolation: z
      .enum(['nearest', 'linear', 'cubic', 'lanczos3'])
      .exactOptional()
      .describe('Default: `linear`. Scaling down averages, except with `nearest`.'),
    background: z
      .tuple([level, level, level])
      .exactOptional()
      .describe(
        'Red, green and blue from 0 to 255, below transparent pixels and around pictures that `contain` made. Default: black.',
      ),
    depth: z
      .number()
      .refine((bits) => bits === 8 || bits === 16, 'need 8 or 16')
      .meta({ enum: [8, 16] })
      .exactOptional()
      .describe(
        'Bits per channel of the rows: 8 scales pictures of 16 bits to bytes, 16 keeps them as numbers from 0 to 65535 (pictures of 8 bits are multiplied by 257). Default: 8, and pictures of 16 bits are refused.',
      ),
  })
  .describe(
    'How pictures of a folder become rows of one size and kind. Predictions with the model read pictures the same way.',
  );
