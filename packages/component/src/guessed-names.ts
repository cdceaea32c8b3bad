import { z } from 'zod';
import type { Path } from './path.js';
import { inside, objectsAt } from './schema-parts.js';

// eslint-disable-next-line selvedge/no-shared-state -- knowledge of fields, kept beside them as zod keeps theirs: filled where a field is defined
const guessesOf = z.registry<{ readonly names: readonly string[] }>();

/**
 * Notes what people who come from elsewhere call a field: the guess is refused with the right name. Snake case counts as
 * camel case.
 *
 * @returns the field itself
 */
export function guessedAs<Schema extends z.ZodType>(field: Schema, ...names: readonly string[]): Schema {
  guessesOf.add(field, { names });
  return field;
}

/** The field that an unknown key was meant to be, where some field is guessed by that name. */
export function nameOfGuessedKey(key: string, path: Path, root: unknown, schema: z.ZodType): string | undefined {
  const guess = key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const fields = objectsAt(schema, path, root).flatMap((option) => Object.entries(inside(option).shape ?? {}));
  return fields.find(([, field]) => guessesOf.get(field)?.names.includes(guess))?.[0];
}
