import { fromZoo, type NetworkSpec, type ZooSpec } from '@selvedge/networks';

/** What a named network learns about the data. */
export interface NetworkContext {
  readonly classes: number;
  /** Of one row, where the pipeline file says so. */
  readonly inputShape?: readonly number[];
}

/** A network that a plugin gives a name: an architecture of the zoo with its options, or a function that writes its layers. */
export type NamedNetwork = ZooSpec | ((context: NetworkContext) => NetworkSpec);

/** The layers behind a name. */
export const declarationOf = (named: NamedNetwork, context: NetworkContext): NetworkSpec =>
  typeof named === 'function' ? named(context) : fromZoo({ ...named, ...context } as ZooSpec);
