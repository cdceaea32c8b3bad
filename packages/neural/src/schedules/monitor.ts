import { z } from 'zod';

/** What a monitored figure is: of the validation rows, or of the re-evaluated training rows. */
export type Monitor = 'validationLoss' | 'validationAccuracy' | 'trainLoss' | 'trainAccuracy';

export const monitorField: z.ZodType<Monitor> = z
  .enum(['validationLoss', 'validationAccuracy', 'trainLoss', 'trainAccuracy'])
  .default('validationLoss')
  .describe('The figure that is watched, of validation rows or of re-evaluated training rows.');
