import { didYouMean, SelvedgeError } from '@selvedge/data';
import { respelled, shown } from '@selvedge/data/checks';
import type { NetworkSpec } from '../declaration/layer-spec.js';
import type {
  ConvnetSpec,
  GooglenetFullSpec,
  GooglenetSpec,
  LenetSpec,
  MlpSpec,
  Resnet9Spec,
} from '../specs.generated.js';
import { architectures } from './architectures.js';
import type { ArchitectureDefinition } from './definition.js';

/** A network by name, with what it is built from. */
export type ZooSpec = MlpSpec | ConvnetSpec | LenetSpec | GooglenetSpec | GooglenetFullSpec | Resnet9Spec;

export type ZooName = ZooSpec['zoo'];

type NeedsOptions = 'mlp' | 'convnet';
type OptionsOf<Name extends ZooName> = Omit<Extract<ZooSpec, { readonly zoo: Name }>, 'zoo'>;

/** Architectures by name. `mlp` and `convnet` need options; the others are fixed but for what they read and answer. */
export const zoo: {
  readonly [Name in ZooName]: Name extends NeedsOptions
    ? (options: OptionsOf<Name>) => NetworkSpec
    : (options?: OptionsOf<Name>) => NetworkSpec;
} = Object.fromEntries(
  architectures.map((each) => [each.zoo, (options?: object) => each.declare({ ...options, zoo: each.zoo })]),
) as never;

/**
 * Builds a network of the zoo from its plain JSON.
 *
 * @throws SelvedgeError `not-found` for a name that the zoo does not have, `invalid-argument` with every option that is wrong
 */
export function fromZoo(spec: ZooSpec): NetworkSpec {
  if (typeof spec !== 'object' || spec === null) throw noSpec(spec);
  const found = architectures.find((each) => each.zoo === spec.zoo);
  if (found) return found.declare(spec);
  const names = architectures.map((each) => each.zoo);
  const isGuess = ({ knownAs }: ArchitectureDefinition): boolean =>
    knownAs.includes(spec.zoo) || respelled(spec.zoo, knownAs) !== undefined;
  const right = respelled(spec.zoo, names) ?? architectures.find(isGuess)?.zoo;
  const near = right ?? didYouMean(String(spec.zoo), names);
  const hint = right ? `write '${right}'.` : near ? `did you mean '${near}'?` : `it has ${names.join(', ')}.`;
  throw new SelvedgeError('not-found', `zoo: there is no network '${String(spec.zoo)}'; ${hint}`);
}

const noSpec = (seen: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `zoo: got ${shown(seen)}; write { zoo: '${typeof seen === 'string' ? seen : 'lenet'}' }, with its options beside it.`,
  );
