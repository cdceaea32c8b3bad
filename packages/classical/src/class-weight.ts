import { SelvedgeError } from '@selvedge/data';
import { z } from 'zod';

/** Weight of a row's loss by its class. */
export type ClassWeight = 'none' | 'balanced' | readonly number[];

const weights = z
  .array(z.number().min(0).max(1e30))
  .min(1)
  .max(65_536)
  .refine((list) => list.some((weight) => weight > 0), 'need a weight above 0');

export const classWeightField: z.ZodType<ClassWeight> = z
  .union([z.enum(['none', 'balanced']), weights])
  .default('none')
  .describe("Weight of a row's loss, one number per class; `balanced` is rows / (classes * rows of the class).");

/**
 * The weight of every class's rows.
 *
 * @param kind - of the model, for the error
 * @param counts - training rows per class
 * @throws SelvedgeError `shape-mismatch` when a list of weights has another length than the classes
 */
export function classWeightsOf(kind: string, classWeight: ClassWeight, counts: Uint32Array): Float64Array {
  if (classWeight === 'none') return new Float64Array(counts.length).fill(1);
  if (classWeight === 'balanced') {
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const present = counts.filter((count) => count > 0).length;
    return Float64Array.from(counts, (count) => (count === 0 ? 0 : rows / (present * count)));
  }
  if (classWeight.length === counts.length) return Float64Array.from(classWeight);
  throw new SelvedgeError(
    'shape-mismatch',
    `${kind}: got ${classWeight.length} numbers in classWeight for ${counts.length} classes; need one per class.`,
  );
}
