import { respelled } from '@selvedge/data/checks';
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
  const guess = camelCase(key);
  const fields = objectsAt(schema, path, root).flatMap((option) => Object.entries(inside(option).shape ?? {}));
  return fields.find(([, field]) => guessesOf.get(field)?.names.includes(guess))?.[0];
}

/** What is known elsewhere by a word, be it the kind of a component or a choice: `KNeighborsClassifier`. */
export interface Guesses {
  readonly [word: string]: string;
}

// eslint-disable-next-line selvedge/no-shared-state -- knowledge of fields, kept beside them: filled where one is defined
const wordGuessesOf = z.registry<{ readonly words: Guesses }>();

/**
 * Notes what people who come from elsewhere write for words of a field, with the right word. Case, hyphens and
 * underscores do not matter.
 *
 * @returns the field itself
 */
export function guessedWords<Schema extends z.ZodType>(field: Schema, words: Guesses): Schema {
  wordGuessesOf.add(field, { words });
  return field;
}

/** The right word for what was written, by the guesses of any of these schemas. */
export function guessedWord(word: string, schemas: readonly z.ZodType[]): string | undefined {
  const guesses = Object.assign({}, ...schemas.map((each) => wordGuessesOf.get(each)?.words)) as Guesses;
  const found = Object.keys(guesses).find((guess) => guess === word) ?? respelled(word, Object.keys(guesses));
  return found === undefined ? undefined : guesses[found];
}

// eslint-disable-next-line selvedge/no-shared-state -- knowledge of fields, kept beside them: filled where one is defined
const adviceOf = z.registry<{ readonly advice: Guesses }>();

/**
 * Notes why keys or kinds that people expect are not there, and what to write instead.
 *
 * @returns the component itself
 */
export function advised<Schema extends z.ZodType>(component: Schema, advice: Guesses): Schema {
  adviceOf.add(component, { advice: { ...adviceOf.get(component)?.advice, ...advice } });
  return component;
}

/** Gives a schema that was made from a component, as by leaving fields out, its advice. @returns the schema itself */
export const advisedAs = <Schema extends z.ZodType>(made: Schema, component: z.ZodType): Schema =>
  advised(made, adviceOf.get(component)?.advice ?? {});

/** The advice on a key or kind that none of these schemas has. */
export function adviceOn(word: string, schemas: readonly z.ZodType[]): string | undefined {
  const advice = Object.assign({}, ...schemas.map((each) => adviceOf.get(each)?.advice)) as Guesses;
  const found = Object.hasOwn(advice, word) ? word : respelled(word, Object.keys(advice));
  return found === undefined ? undefined : advice[found];
}

/** What to write instead of a value of another type; undefined where the value gives no hint. */
export type Instead = (value: unknown) => string | undefined;

// eslint-disable-next-line selvedge/no-shared-state -- knowledge of fields, kept beside them: filled where one is defined
const insteadOf = z.registry<{ readonly instead: Instead }>();

/**
 * Notes what to write instead of values of another type that people expect a field to take, as `earlyStopping: true`.
 *
 * @returns the field itself
 */
export function guessedValues<Schema extends z.ZodType>(field: Schema, instead: Instead): Schema {
  insteadOf.add(field, { instead });
  return field;
}

/** What to write instead of a value of another type, by the guesses of any of these schemas. */
export const guessedValue = (value: unknown, schemas: readonly z.ZodType[]): string | undefined =>
  schemas.map((each) => insteadOf.get(each)?.instead(value)).find((hint) => hint !== undefined);

/** The words that are guessed for this schema alone. */
export const guessesAt = (schema: z.ZodType): Guesses => wordGuessesOf.get(schema)?.words ?? {};

const camelCase = (key: string): string => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
