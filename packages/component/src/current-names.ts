import type { z } from 'zod';
import { keyOf, kindOf, migrated, wordOf } from './former-names.js';
import { below, inside, ofWrittenKind, unwrapped } from './schema-parts.js';

/**
 * A value that an earlier release wrote, in today's names: for saved models and finished runs, never for what a person
 * writes now. What the schema does not know stays as it is.
 */
export const withCurrentNames = <Value>(schema: z.ZodType, value: Value): Value =>
  current(unwrapped(schema), value) as Value;

function current(options: readonly z.ZodType[], value: unknown): unknown {
  if (typeof value === 'string') {
    return options.map((option) => wordOf(option, value)).find((word) => word !== undefined) ?? value;
  }
  if (Array.isArray(value)) {
    return value.map((each, at) =>
      current(
        options.flatMap((option) => below(option, at)),
        each,
      ),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return currentObject(options, value as Readonly<Record<string, unknown>>);
}

function currentObject(options: readonly z.ZodType[], written: Readonly<Record<string, unknown>>): object {
  const { kind } = written;
  const today = typeof kind === 'string' ? options.map((option) => kindOf(option, kind)).find(Boolean) : undefined;
  const value = today === undefined ? written : { ...written, kind: today };
  const renamed = (option: z.ZodType): object =>
    Object.fromEntries(Object.entries(migrated(option, value)).map(([key, part]) => [keyOf(option, key) ?? key, part]));
  // Which of several shapes is meant shows in the names of today.
  const fits = (option: z.ZodType): boolean => ofWrittenKind(options, renamed(option)).includes(option);
  const shape = options.find((option) => inside(option).shape && fits(option));
  const lower = (key: string): readonly z.ZodType[] =>
    shape ? below(shape, key) : options.flatMap((option) => below(option, key));
  return Object.fromEntries(
    Object.entries(shape ? renamed(shape) : value).map(([key, part]) => [key, current(lower(key), part)]),
  );
}
