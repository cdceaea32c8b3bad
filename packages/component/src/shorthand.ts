import { z } from 'zod';
import { type Catalogue, catalogueOf, type ParamsOf } from './catalogue.js';
import type { Definition } from './definition.js';
import { formerKindsOf, formerWords } from './former-names.js';
import { advised, type Guesses, guessedWords, guessesAt } from './guessed-names.js';

/** A family whose components can be written by their kind alone: `relu` for `{ kind: relu }`. */
export interface ShorthandCatalogue<Entry extends Definition = Definition> extends Catalogue<Entry> {
  /** Kinds that need no parameters, and so can be written alone. */
  readonly names: readonly Entry['kind'][];
  /** Reads a kind alone or a specification, and leaves both as they are written. */
  readonly shorthand: z.ZodType<Entry['kind'] | ParamsOf<Entry>>;
}

/**
 * As `catalogueOf`, for a family whose components are often without parameters. `checked` of the result takes a kind
 * alone as well.
 *
 * @throws Error for two definitions of one kind
 */
export function shorthandCatalogue<const Entry extends Definition>(
  described: Pick<Catalogue, 'family' | 'typeName' | 'description' | 'advice'>,
  definitions: readonly Entry[],
): ShorthandCatalogue<Entry> {
  const catalogue = catalogueOf(described, definitions);
  const alone = definitions.filter(({ kind, schema }) => schema.safeParse({ kind }).success);
  const names = alone.map(({ kind }) => kind);
  const former = alone.flatMap(({ kind, schema }) => formerKindsOf(schema).map((name) => [name, kind] as const));
  const guesses = Object.assign({}, ...alone.map(({ schema }) => guessesAt(schema))) as Guesses;
  const words = z.enum(names as [string, ...string[]]);
  const name = advised(guessedWords(formerWords(words, Object.fromEntries(former)), guesses), described.advice ?? {});
  const { description, family } = described;
  const shorthand = z.union([name, catalogue.schema]).meta({ description, definition: family });
  return {
    ...catalogue,
    names,
    shorthand: shorthand as unknown as ShorthandCatalogue<Entry>['shorthand'],
    checked: (spec) => catalogue.checked(typeof spec === 'string' ? { kind: spec } : spec),
  };
}
