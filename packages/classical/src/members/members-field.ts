import { z } from 'zod';
import { baseModelField } from '../base-models.js';
import type { BaseModelSpec } from '../specs.generated.js';

/** The models that an ensemble is made of. */
export const membersField: z.ZodType<readonly BaseModelSpec[]> = z
  .array(baseModelField)
  .min(1)
  .max(100)
  .describe('The models that it is made of, each with its kind and parameters. All are fitted on the same rows.');
