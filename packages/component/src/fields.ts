import { z } from 'zod';

/*
 * Fields that many components have. Bounds are far beyond any use and far below what would exhaust memory or never end:
 * a mistyped exponent is refused before anything is allocated.
 */

/** A whole number of things, 1 or more. */
export const count = (most: number): z.ZodInt => z.int().min(1).max(most);

/** A whole number, 0 or more. */
export const wholeNumber = (most: number): z.ZodInt => z.int().min(0).max(most);

/** A share of a whole, 0 to 1. */
export const share = (): z.ZodNumber => z.number().min(0).max(1);

/** A share that leaves some of the whole, 0 up to but not 1. */
export const partialShare = (): z.ZodNumber => z.number().min(0).lt(1);

/** A pair of numbers within bounds, the smaller first. */
export const interval = (least: number, most: number): z.ZodType<readonly [number, number]> => {
  const end = z.number().min(least).max(most);
  return z
    .tuple([end, end])
    .refine(([from, to]) => from <= to, 'need the smaller number first') as unknown as z.ZodType<
    readonly [number, number]
  >;
};

/** What a field is when it is left out. */
export const defaultOf = <Value>(field: z.ZodType<Value>): Value => field.parse(undefined);
