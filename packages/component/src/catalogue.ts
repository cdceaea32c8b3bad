import { didYouMean, SelvedgeError } from '@selvedge/data';
import { respelled } from '@selvedge/data/checks';
import { z } from 'zod';
import { checked } from './check.js';
import type { Definition, Spec } from './definition.js';
import { kindOf } from './former-names.js';
import { adviceOn, advised, type Guesses, guessedWord } from './guessed-names.js';
import { shownValue } from './words.js';

/** The components of one family, distinguished by `kind`. */
export interface Catalogue<Entry extends Definition = Definition> {
  /** The family's name in sentences: `augmentation`. */
  readonly family: string;
  /** The name of the type of what a person writes: `AugmentSpec`. */
  readonly typeName: string;
  /** What code passes: the specification itself (the default), or an object of parameters to a class of that kind. */
  readonly form?: 'spec' | 'params';
  readonly description: string;
  /** Kinds that people expect and that are not here, and what to write instead. */
  readonly advice?: Guesses;
  readonly definitions: readonly Entry[];
  readonly kinds: readonly Entry['kind'][];
  /** Reads any of them. */
  readonly schema: z.ZodType<ParamsOf<Entry>>;
  /** @throws SelvedgeError `invalid-argument` for an unknown kind, with the one that was probably meant */
  definitionOf(kind: unknown): Entry;
  /** Checks a specification of any kind and fills its defaults in. @throws SelvedgeError `invalid-argument` */
  checked(spec: unknown): ParamsOf<Entry>;
}

export type ParamsOf<Entry> = Entry extends Definition<infer Params> ? Params : never;

/** @throws Error for two definitions of one kind */
export function catalogueOf<const Entry extends Definition>(
  names: Pick<Catalogue, 'family' | 'typeName' | 'form' | 'description' | 'advice'>,
  definitions: readonly Entry[],
): Catalogue<Entry> {
  const { family, description } = names;
  const byKind = new Map(definitions.map((each) => [each.kind, each]));
  const kinds = [...byKind.keys()];
  if (kinds.length !== definitions.length) throw new Error(`internal: two ${family}s of one kind`);
  const options = definitions.map(({ schema }) => schema) as unknown as [z.ZodObject, ...z.ZodObject[]];
  const union = z.discriminatedUnion('kind', options).meta({ description, definition: family });
  const schema = names.advice ? advised(union, names.advice) : union;
  const meant = (kind: unknown): string => {
    if (typeof kind !== 'string') return '.';
    const schemas = definitions.map((each) => each.schema);
    const today = schemas.map((each) => kindOf(each, kind)).find((name) => name !== undefined);
    if (today !== undefined) return `; renamed to '${today}'.`;
    const right = respelled(kind, kinds) ?? guessedWord(kind, schemas);
    if (right !== undefined) return `; write '${right}'.`;
    const advice = adviceOn(kind, [schema]);
    if (advice !== undefined) return `; ${advice}.`;
    const near = didYouMean(kind, kinds);
    return near === undefined ? '.' : `; did you mean '${near}'?`;
  };
  const definitionOf = (kind: unknown): Entry => {
    const found = byKind.get(kind as string);
    if (found) return found;
    if (kind === undefined) throw withoutKind(family, kinds);
    throw new SelvedgeError(
      'invalid-argument',
      `${family}: unknown kind ${shownValue(kind)}${meant(kind)} Known are ${kinds.join(', ')}.`,
    );
  };
  const kindIn = (spec: unknown): unknown => {
    if (typeof spec === 'object' && spec !== null) return (spec as Partial<Spec>).kind;
    const known = typeof spec === 'string' && byKind.has(spec) ? spec : respelled(spec, kinds);
    const right = known ?? (typeof spec === 'string' ? guessedWord(spec, options) : undefined);
    const advice = typeof spec === 'string' && right === undefined ? adviceOn(spec, [schema]) : undefined;
    if (advice !== undefined)
      throw new SelvedgeError('invalid-argument', `${family}: got ${shownValue(spec)}; ${advice}.`);
    const hint = right === undefined ? `an object with a kind, as { kind: '${kinds[0]}' }` : `{ kind: '${right}' }`;
    throw new SelvedgeError('invalid-argument', `${family}: got ${shownValue(spec)}; write ${hint}.`);
  };
  return {
    ...names,
    definitions,
    kinds,
    schema: schema as unknown as z.ZodType<ParamsOf<Entry>>,
    definitionOf,
    checked: (spec) => checked(definitionOf(kindIn(spec)), spec) as ParamsOf<Entry>,
  };
}

const withoutKind = (family: string, kinds: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${family}: it has no kind; write { kind: '${kinds[0]}' }, or another of ${kinds.join(', ')}.`,
  );
