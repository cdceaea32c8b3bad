import { didYouMean } from './did-you-mean.js';
import { SelvedgeError } from './errors.js';
import { shown } from './only-fields.js';
import { respelled } from './respelled.js';

/** A component without parameters: its name is all that a person writes. */
export interface NamedDefinition {
  /** In kebab-case. */
  readonly name: string;
  /** What it does, in one sentence: what editors, reference pages and docstrings show. */
  readonly description: string;
  /** What others call it, as scikit-learn's `f1_macro`: refused with the name. */
  readonly knownAs?: readonly string[];
}

/** The components of one family, distinguished by `name`. */
export interface NameCatalogue<Entry extends NamedDefinition = NamedDefinition> {
  /** The family's name in sentences: `metric`. */
  readonly family: string;
  /** The name of the type of a name: `MetricName`. */
  readonly typeName: string;
  readonly description: string;
  /** Names that people expect and that are not here, in kebab-case, and what to write instead. */
  readonly advice?: Readonly<Record<string, string>>;
  readonly definitions: readonly Entry[];
  readonly names: readonly Entry['name'][];
  /** @throws SelvedgeError `invalid-argument` for an unknown name, with the one that was probably meant */
  definitionOf(name: unknown): Entry;
}

/** @throws Error for two definitions of one name */
export function nameCatalogue<Entry extends NamedDefinition>(
  described: Pick<NameCatalogue, 'family' | 'typeName' | 'description' | 'advice'>,
  definitions: readonly Entry[],
): NameCatalogue<Entry> {
  const { family, advice = {} } = described;
  const byName = new Map<unknown, Entry>(definitions.map((each) => [each.name, each]));
  const names = definitions.map(({ name }): Entry['name'] => name);
  if (byName.size !== names.length) throw new Error(`internal: two ${family}s of one name`);
  return {
    ...described,
    definitions,
    names,
    definitionOf: (name) => byName.get(name) ?? refuse(`${family}: unknown name`, name, definitions, advice),
  };
}

/** @throws SelvedgeError `invalid-argument` with the name that was probably meant, and all that are known */
function refuse(
  what: string,
  name: unknown,
  definitions: readonly NamedDefinition[],
  advice: Readonly<Record<string, string>>,
): never {
  const known = definitions.map((each) => each.name);
  const isGuess = ({ knownAs = [] }: NamedDefinition): boolean =>
    knownAs.includes(String(name)) || respelled(name, knownAs) !== undefined;
  const right = respelled(name, known) ?? definitions.find(isGuess)?.name;
  const expected = Object.hasOwn(advice, String(name)) ? String(name) : respelled(name, Object.keys(advice));
  const near = typeof name === 'string' ? didYouMean(name, known) : undefined;
  const hint =
    right !== undefined
      ? `; write '${right}'.`
      : expected !== undefined
        ? `; ${advice[expected]}.`
        : near !== undefined
          ? `; did you mean '${near}'?`
          : '.';
  const seen = typeof name === 'string' ? `'${name.slice(0, 60)}'` : shown(name);
  throw new SelvedgeError('invalid-argument', `${what} ${seen}${hint} Known are ${known.join(', ')}.`);
}
