import { z } from 'zod';
import { formerly, type Migrate, replacedFields } from './former-names.js';
import { advised, type Guesses, guessedWords } from './guessed-names.js';
import type { Path } from './path.js';

/** What makes a specification: its kind, and parameters of plain JSON. */
export interface Spec {
  readonly kind: string;
}

/**
 * One component, stated once: types, defaults, bounds, checks, JSON Schema and reference pages follow from it.
 *
 * @typeParam Params - the specification with every default filled in
 */
export interface Definition<Params extends Spec = Spec> {
  /** The family's name in sentences: `augmentation`. */
  readonly family: string;
  readonly kind: Params['kind'];
  /** What it does, in one sentence. */
  readonly description: string;
  /** Reads a specification: refuses what is wrong and fills defaults in. */
  readonly schema: z.ZodType<Params>;
}

/** One field's schema for each parameter; the compiler holds their types against the interface. */
export type Fields<Params extends Spec> = {
  readonly [Name in Exclude<keyof Params, 'kind'>]-?: z.ZodType<Params[Name]>;
};

/** What a rule about several parameters finds. */
export interface Breach {
  /** The parameter to change. */
  readonly path: Path;
  /** What it needs to be: `need pixels or fraction, not both`. */
  readonly message: string;
}

export interface DefinitionSource<Params extends Spec> {
  readonly family: string;
  readonly kind: Params['kind'];
  readonly description: string;
  /** The former name of the kind: refused with today's name, and still read from saved files. */
  readonly formerKind?: string;
  /** What others call it, as scikit-learn's `KNeighborsClassifier`: refused with the kind. */
  readonly knownAs?: readonly string[];
  /** Why keys that people expect are not there, and what to write instead. */
  readonly advice?: Guesses;
  /** Fields that it had before: what to write instead, by their names, and how saved ones are read. */
  readonly replaced?: { readonly fields: Readonly<Record<string, string>>; readonly migrate: Migrate };
  readonly fields: Fields<Params>;
  /** What no single field can say. Runs when every field is right. */
  readonly rule?: (params: Params) => Breach | undefined;
}

/** Makes a definition of its fields. Unknown fields are refused. */
export function defineComponent<Params extends Spec>(source: DefinitionSource<Params>): Definition<Params> {
  const { family, kind, description, formerKind, knownAs = [], advice, replaced, fields, rule } = source;
  const plain = z.strictObject({ kind: z.literal(kind), ...fields }).describe(description);
  const schema = rule
    ? plain.superRefine((params, context) => {
        const breach = rule(params as unknown as Params);
        if (breach) context.addIssue({ code: 'custom', path: [...breach.path], message: breach.message });
      })
    : plain;
  if (formerKind !== undefined) formerly(schema, formerKind);
  if (knownAs.length > 0) guessedWords(schema, Object.fromEntries(knownAs.map((name) => [name, kind])));
  if (advice) advised(schema, advice);
  if (replaced) replacedFields(schema, replaced.fields, replaced.migrate);
  return { family, kind, description, schema: schema as unknown as z.ZodType<Params> };
}

/** A specification with those defaults filled in. */
export type Filled<Written, Names extends keyof Written> = Omit<Written, Names> & Required<Pick<Written, Names>>;

/** Plain objects that are part of specifications and have no kinds, such as what says how a network is trained. */
export interface ObjectDefinition<Params extends object = object> {
  /** The name of the type of what a person writes: `EarlyStoppingSpec`. */
  readonly typeName: string;
  readonly description: string;
  readonly schema: z.ZodType<Params>;
}

export function defineObject<Params extends object>(
  typeName: string,
  description: string,
  fields: { readonly [Name in keyof Params]-?: z.ZodType<Params[Name]> },
): ObjectDefinition<Params> {
  const schema = z.strictObject(fields).describe(description);
  return { typeName, description, schema: schema as unknown as z.ZodType<Params> };
}
