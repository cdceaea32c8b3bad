import { guessedValues, guessedWords } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { architectures, type NetworkSpec, type ZooSpec } from '@selvedge/networks';
import { networkObject } from '@selvedge/networks/declaration';
import type { NamedNetwork } from './named-network.js';

/** What TypeScript knows of the networks of plugins: `interface CustomNetworks { 'my-net': true }`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface CustomNetworks {}

type WithoutClasses<Spec> = Spec extends unknown ? Omit<Spec, 'classes'> : never;

interface NamedInput {
  readonly zoo: keyof CustomNetworks;
  readonly inputShape?: readonly number[];
}

/** A network as a person writes it. How many classes there are is for the data to say. */
export type NetworkInput = WithoutClasses<ZooSpec> | NamedInput | NetworkSpec;

const ofZoo = architectures.map(({ schema }) => (schema as unknown as z.ZodObject).omit({ classes: true }));
const isPlain = ({ shape }: z.ZodObject): boolean => Object.keys(shape).length === 2;

/** A network as a pipeline file has it. Those without options of their own are one schema, which plugins add names to. */
export function networkSchema(named: ReadonlyMap<string, NamedNetwork>): z.ZodType<NetworkInput, NetworkInput> {
  const { inputShape } = ofZoo[0].shape;
  const plainNames = architectures.flatMap(({ zoo }, at) => (isPlain(ofZoo[at]) ? [zoo] : []));
  // A run that is replayed has the layers of its networks by their names; those with options are written with them.
  const isOfZoo = (name: string): boolean => architectures.some(({ zoo }) => zoo === name);
  const names = [...plainNames, ...[...named.keys()].filter((name) => !isOfZoo(name))];
  const guesses = architectures.flatMap(({ zoo, knownAs }) => knownAs.map((word) => [word, zoo] as const));
  const zoo = guessedWords(
    z.enum(names).meta({ description: 'A network of the zoo.', plugins: true }),
    Object.fromEntries(guesses),
  );
  const withOptions = ofZoo.filter((schema) => !isPlain(schema));
  const options = [z.strictObject({ zoo, inputShape }), ...withOptions] as const;
  const either = z.union([z.discriminatedUnion('zoo', options), networkObject.schema]);
  const described = either.describe('A network of the zoo, or layers.');
  return guessedValues(described, networkInstead) as unknown as z.ZodType<NetworkInput, NetworkInput>;
}

function networkInstead(value: unknown): string | undefined {
  if (typeof value === 'string') return `{ zoo: ${value} }`;
  return Array.isArray(value) ? '{ layers: [...] }' : undefined;
}
