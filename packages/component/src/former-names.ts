import { z } from 'zod';
import type { Path } from './path.js';
import { inside, objectsAt, schemasAt } from './schema-parts.js';

/** The names of a field, or a component, and of its choices in earlier releases. */
interface Former {
  readonly names?: readonly string[];
  /** Today's word by the former one. */
  readonly words?: Readonly<Record<string, string>>;
  /** What to write instead of fields that are gone, by their names. */
  readonly gone?: Readonly<Record<string, string>>;
  readonly migrate?: Migrate;
}

/** Rewrites parameters that an earlier release saved, where another name is not enough. */
export type Migrate = (saved: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

// eslint-disable-next-line selvedge/no-shared-state -- knowledge of fields, kept beside them as zod keeps theirs: filled where a field is defined
const formerOf = z.registry<Former>();

/**
 * Notes the former name of a field: the old name is refused with the new one, and still read from saved files.
 *
 * @returns the field itself
 */
export function formerly<Schema extends z.ZodType>(field: Schema, ...names: readonly string[]): Schema {
  formerOf.add(field, { ...formerOf.get(field), names });
  return field;
}

/** Notes the former names of a field's choices: today's word by the former one. @returns the field itself */
export function formerWords<Schema extends z.ZodType>(field: Schema, words: Readonly<Record<string, string>>): Schema {
  formerOf.add(field, { ...formerOf.get(field), words });
  return field;
}

/** Notes fields that a component had, and what to write instead; `migrate` still reads them from what was saved. */
export function replacedFields<Schema extends z.ZodType>(
  component: Schema,
  gone: Readonly<Record<string, string>>,
  migrate: Migrate,
): Schema {
  formerOf.add(component, { ...formerOf.get(component), gone, migrate });
  return component;
}

/** What to write instead of an unknown key that a component had before. */
export function adviceOnGoneKey(key: string, path: Path, root: unknown, schema: z.ZodType): string | undefined {
  const advice = objectsAt(schema, path, root).map((option) => formerOf.get(option)?.gone ?? {});
  return advice.find((gone) => Object.hasOwn(gone, key))?.[key];
}

/** Today's parameters of what an earlier release saved. */
export const migrated: (option: z.ZodType, saved: Readonly<Record<string, unknown>>) => ReturnType<Migrate> = (
  option,
  saved,
) => formerOf.get(option)?.migrate?.(saved) ?? saved;

/** Today's name of an unknown key, where some field had that name before. */
export function nameOfFormerKey(key: string, path: Path, root: unknown, schema: z.ZodType): string | undefined {
  return objectsAt(schema, path, root)
    .map((option) => keyOf(option, key))
    .find((name) => name !== undefined);
}

/** Today's word for the former name of a choice, be it a kind or any other. */
export function wordOfFormerChoice(value: unknown, path: Path, root: unknown, schema: z.ZodType): string | undefined {
  if (typeof value !== 'string') return undefined;
  const parents = path.at(-1) === 'kind' ? schemasAt(schema, path.slice(0, -1), root) : [];
  const kinds = parents.map((option) => kindOf(option, value));
  const words = schemasAt(schema, path, root).map((option) => wordOf(option, value));
  return [...kinds, ...words].find((word) => word !== undefined);
}

/** Today's key of an object's field that had the name `key` before. */
export const keyOf = (option: z.ZodType, key: string): string | undefined =>
  Object.entries(inside(option).shape ?? {}).find(([, field]) => formerOf.get(field)?.names?.includes(key))?.[0];

/** Today's kind of a component whose kind was `kind` before. */
export function kindOf(option: z.ZodType, kind: string): string | undefined {
  if (!formerOf.get(option)?.names?.includes(kind)) return undefined;
  const literal = inside(option).shape?.['kind'];
  return literal && String(inside(literal).values?.[0]);
}

/** The former name of a component's kind. */
export const formerKindsOf = (schema: z.ZodType): readonly string[] => formerOf.get(schema)?.names ?? [];

/** Today's word for a choice of a field. */
export function wordOf(option: z.ZodType, word: string): string | undefined {
  const words = formerOf.get(option)?.words ?? {};
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
