import { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';

/** Weight of a row by its class. */
export type ClassWeight = 'none' | 'balanced' | readonly number[] | { readonly [name: string]: number };

const weight = z.number().min(0).max(1e30);
const ABOVE_0 = 'need a weight above 0';

const weights = z
  .array(weight)
  .min(1)
  .max(65_536)
  .refine((list) => list.some((each) => each > 0), ABOVE_0);

export const classWeightField: z.ZodType<ClassWeight> = z
  .union([z.enum(['none', 'balanced']), weights, z.record(z.string(), weight)])
  .default('none')
  .describe(
    'Weight of a row by its class: one number per class in their order, or by their names, where others weigh 1; `balanced` is rows / (classes * rows of the class).',
  );

/**
 * The weight of every class's rows.
 *
 * @param kind - of the model, for the error
 * @param counts - training rows per class, or their weight
 * @param classes - their names
 * @throws SelvedgeError `shape-mismatch` when a list of weights has another length than the classes; `invalid-argument`
 * for a name that no class has
 */
export function classWeightsOf(
  kind: string,
  classWeight: ClassWeight,
  counts: Uint32Array | Float64Array,
  classes: readonly string[],
): Float64Array {
  if (classWeight === 'none') return new Float64Array(counts.length).fill(1);
  if (classWeight === 'balanced') {
    let [total, present] = [0, 0];
    for (const count of counts) {
      total += count;
      if (count > 0) present++;
    }
    return Float64Array.from(counts, (count) => (count === 0 ? 0 : total / (present * count)));
  }
  if (!isList(classWeight)) return byName(kind, classWeight, classes);
  if (classWeight.length === counts.length) return Float64Array.from(classWeight);
  throw new SelvedgeError(
    'shape-mismatch',
    `${kind}: got ${classWeight.length} numbers in classWeight for ${counts.length} classes; need one per class.`,
  );
}

const isList = (given: object): given is readonly number[] => Array.isArray(given);

function byName(kind: string, named: { readonly [name: string]: number }, classes: readonly string[]): Float64Array {
  const unknown = Object.keys(named).find((name) => !classes.includes(name));
  if (unknown !== undefined) {
    throw new SelvedgeError(
      'invalid-argument',
      `${kind}: classWeight has '${unknown}', which is not a class; there are ${classes.slice(0, 20).join(', ')}.`,
    );
  }
  return Float64Array.from(classes, (name) => (Object.hasOwn(named, name) ? named[name] : 1));
}
