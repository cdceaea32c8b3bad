import { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';

export const priorsField: z.ZodType<readonly number[] | null> = z
  .array(z.number().min(0).max(1))
  .min(1)
  .max(65_536)
  .refine((priors) => Math.abs(priors.reduce((sum, prior) => sum + prior, 0) - 1) <= 1e-5, 'need numbers that sum to 1')
  .nullable()
  .default(null)
  .describe('Probability of each class before its rows are seen; null: their shares of the training rows.');

/**
 * The prior of every class that has rows.
 *
 * @param kind - of the model, for errors
 * @param present - the classes with rows, and their numbers of rows
 * @throws SelvedgeError `shape-mismatch` for a list of another length than the classes; `invalid-argument` where a class
 *   without rows has a prior above 0
 */
export function priorsOf(
  kind: string,
  priors: readonly number[] | null,
  classes: readonly string[],
  present: readonly { readonly label: number; readonly members: Uint32Array }[],
): Float64Array {
  const rows = present.reduce((sum, { members }) => sum + members.length, 0);
  if (priors === null) return Float64Array.from(present, ({ members }) => members.length / rows);
  if (priors.length !== classes.length) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${kind}: got ${priors.length} numbers in priors for ${classes.length} classes; need one per class.`,
    );
  }
  const absent = classes.findIndex((_, at) => priors[at] > 0 && !present.some(({ label }) => label === at));
  if (absent >= 0) {
    throw new SelvedgeError(
      'invalid-argument',
      `${kind}: class '${classes[absent]}' has no training rows and a prior of ${priors[absent]}; need 0. Add rows of it, or write 0 into priors[${absent}].`,
    );
  }
  const total = priors.reduce((sum, prior) => sum + prior, 0);
  return Float64Array.from(present, ({ label }) => priors[label] / total);
}
