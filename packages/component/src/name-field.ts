import type { NameCatalogue, NamedDefinition } from '@selvedge/data/names';
import { z } from 'zod';
import { advised, guessedWords } from './guessed-names.js';

/** Reads a name of a catalogue; the JSON Schema has the description of each. */
export function nameField<Entry extends NamedDefinition>({
  family,
  description,
  definitions,
  names,
  advice,
}: NameCatalogue<Entry>): z.ZodType<Entry['name'], Entry['name']> {
  // Editors show enumDescriptions beside the names that they offer; JSON Schema itself leaves them alone.
  const enumDescriptions = definitions.map((each) => each.description);
  const schema = z.enum(names as [string, ...string[]]).meta({ description, definition: family, enumDescriptions });
  const guesses = definitions.flatMap(({ name, knownAs = [] }) => knownAs.map((guess) => [guess, name] as const));
  if (guesses.length > 0) guessedWords(schema, Object.fromEntries(guesses));
  if (advice) advised(schema, advice);
  return schema as unknown as z.ZodType<Entry['name'], Entry['name']>;
}
