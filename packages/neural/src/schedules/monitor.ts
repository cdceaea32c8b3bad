import { z } from 'zod';

/** What a monitored figure is: of the validation rows, or of the re-evaluated training rows. */
export type Monitor = 'validation-loss' | 'validation-accuracy' | 'train-loss' | 'train-accuracy';

export const monitorField: z.ZodType<Monitor> = z
  .enum(['validation-loss', 'validation-accuracy', 'train-loss', 'train-accuracy'])
  .default('validation-loss')
  .describe('The figure that is watched, of validation rows or of re-evaluated training rows.');
