import { respelled } from '@selvedge/data/checks';
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
    return (
      options.map((option) => wordOf(option, value)).find((word) => word !== undefined) ?? wordAlike(options, value)
    );
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

/** The word that earlier releases wrote in camelCase, among words; a free text stays as it is. */
function wordAlike(options: readonly z.ZodType[], value: string): string {
  if (options.some((option) => inside(option).type === 'string')) return value;
  return respelled(value, options.flatMap(wordsOf)) ?? value;
}

const wordsOf = (option: z.ZodType): readonly string[] => {
  const { values = [], entries = {} } = inside(option);
  return [...values, ...Object.values(entries)].filter((word) => typeof word === 'string');
};

const currentKind = (options: readonly z.ZodType[], kind: string): string | undefined =>
  options.map((option) => kindOf(option, kind)).find(Boolean) ?? respelled(kind, kindsOf(options));

/** The kinds of components of which a value is one. */
const kindsOf = (options: readonly z.ZodType[]): readonly string[] =>
  options.flatMap((option) => {
    const field = inside(option).shape?.['kind'];
    return field ? unwrapped(field).flatMap(wordsOf) : [];
  });

function currentObject(options: readonly z.ZodType[], written: Readonly<Record<string, unknown>>): object {
  const { kind } = written;
  const today = typeof kind === 'string' ? currentKind(options, kind) : undefined;
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
