import { SelvedgeError } from '@selvedge/data';
import type { NetworkSpec } from '@selvedge/networks';
import { canonicalJson } from '@selvedge/workflow/folders';
import { declarationOf, type NamedNetwork, type NetworkContext } from './named-network.js';
import { neuralModel } from './neural-models.js';
import type { Registry } from './registry.js';

/** The layers behind the name of a plugin's network, as a run had them. Plain JSON: an entry of `networks.json`. */
export interface RecordedNetwork extends NetworkContext {
  /** The name behind `zoo:`. */
  readonly name: string;
  readonly declaration: NetworkSpec;
}

/** What a model's specification names of the networks of plugins, with its layers. */
export function recordedNetwork(
  { networks }: Registry,
  { kind, network }: { readonly kind: string; readonly network?: unknown },
  classes: number,
): RecordedNetwork | undefined {
  const { zoo, inputShape } = (network ?? {}) as { readonly zoo?: string; readonly inputShape?: readonly number[] };
  const named = kind === 'neural' && zoo !== undefined ? networks.get(zoo) : undefined;
  if (named === undefined || zoo === undefined) return undefined;
  const context = { classes, ...(inputShape && { inputShape }) };
  return { name: zoo, ...context, declaration: declarationOf(named, context) };
}

/** A registry in which names of networks mean what they meant in a run, whatever a plugin says today. */
export function withRecordedNetworks(registry: Registry, recorded: readonly RecordedNetwork[]): Registry {
  if (recorded.length === 0) return registry;
  const names = [...new Set(recorded.map(({ name }) => name))];
  const networks = new Map([...registry.networks, ...names.map((name) => [name, asRecorded(name, recorded)] as const)]);
  return { ...registry, networks, models: new Map([...registry.models, ['neural', neuralModel(networks)]]) };
}

function asRecorded(name: string, recorded: readonly RecordedNetwork[]): NamedNetwork {
  return ({ classes, inputShape }) => {
    const ofShape = recorded.filter((each) => each.name === name && sameJson(each.inputShape, inputShape));
    const found = ofShape.find((each) => each.classes === classes) ?? ofShape[0];
    if (found) return found.declaration;
    throw new SelvedgeError('not-found', `the run has no layers of the network '${name}' for rows of this shape.`);
  };
}

/** Names whose layers a plugin of today writes otherwise. */
export function changedNetworks({ networks }: Registry, recorded: readonly RecordedNetwork[]): readonly string[] {
  const changed = recorded.filter(({ name, declaration, classes, inputShape }) => {
    const today = networks.get(name);
    const context = { classes, ...(inputShape && { inputShape }) };
    return today !== undefined && !sameJson(declarationOf(today, context), declaration);
  });
  return [...new Set(changed.map(({ name }) => name))];
}

const sameJson = (one: unknown, other: unknown): boolean =>
  canonicalJson((one ?? null) as never) === canonicalJson((other ?? null) as never);
