import { sha256 } from '@selvedge/files';
import { zoo } from '@selvedge/networks';
import type { StoreConfig } from '../config/store-config.js';
import { builtInTransforms } from './built-in-transforms.js';
import { checkPlugins, refused } from './check-plugins.js';
import { checkedNetwork } from './checked-network.js';
import { classicalModels } from './classical-models.js';
import type { ModelEntry } from './model-entry.js';
import type { NamedNetwork } from './named-network.js';
import { neuralModel } from './neural-models.js';
import { ownedEntry } from './owned-entry.js';
import type { Plugin } from './plugin.js';
import type { TransformEntry } from './transform-entry.js';

/** Everything that pipeline files can name, by name: what comes with Selvedge, and what plugins add. Immutable. */
export interface Registry {
  readonly plugins: readonly Plugin[];
  /** The configuration file that it was loaded from: worker processes load theirs from it, too. */
  readonly configFile?: string;
  /** Public keys, one of which must have signed a model that is loaded. Absent: models need no signature. */
  readonly trustedKeys?: readonly string[];
  /** Where the configuration shares results with other machines. */
  readonly store?: StoreConfig;
  readonly models: ReadonlyMap<string, ModelEntry>;
  readonly transforms: ReadonlyMap<string, TransformEntry>;
  /** Of plugins, beside those of `@selvedge/networks`. */
  readonly networks: ReadonlyMap<string, NamedNetwork>;
  readonly flaws: ReadonlyMap<string, string>;
}

/**
 * Collects what pipeline files can name.
 *
 * @throws SelvedgeError `invalid-argument` for a name that is taken or is not a plain one, with its plugin
 */
export function createRegistry(plugins: readonly Plugin[] = []): Registry {
  checkPlugins(plugins);
  const networks = collect(plugins, 'network', Object.keys(zoo), (plugin) =>
    Object.entries(plugin.networks ?? {}).map(
      ([name, named]) => [name, checkedNetwork(plugin.name, name, named)] as const,
    ),
  );
  const ownModels = [...classicalModels, neuralModel(networks)].map((entry) => [entry.kind, entry] as const);
  const ownTransforms = builtInTransforms.map((entry) => [entry.kind, entry] as const);
  const models = collect(plugins, 'model', kindsOf(ownModels), ({ name, models = [] }) =>
    byKind(models.map((entry) => ownedEntry(name, 'model', entry))),
  );
  const transforms = collect(plugins, 'transform', kindsOf(ownTransforms), ({ name, transforms = [] }) =>
    byKind(transforms.map((entry) => ownedEntry(name, 'preparation step', entry))),
  );
  return {
    plugins,
    models: new Map([...ownModels, ...models]),
    transforms: new Map([...ownTransforms, ...transforms]),
    networks,
    flaws: collect(plugins, 'flaw', [], (plugin) => Object.entries(plugin.flaws ?? {})),
  };
}

/** Where one process has plugins that another could not load. */
export const isOfThisProcess = ({ plugins, configFile }: Registry): boolean =>
  plugins.length > 0 && configFile === undefined;

/** The plugin behind a kind and its version: what a step's key says beside the code of our packages. */
export function pluginVersions(
  { plugins }: Registry,
  of: 'models' | 'transforms',
  kind: string,
): Readonly<Record<string, string>> {
  const plugin = plugins.find((each) => each[of]?.some((entry) => entry.kind === kind));
  return plugin ? { [`plugin ${plugin.name}`]: versionOf(plugin) } : {};
}

/** What a plugin says of its version, and the text of the functions that it hands over. */
function versionOf({ version, models = [], transforms = [] }: Plugin): string {
  const texts = [...models, ...transforms].map((entry) => `${entry.create}\n${entry.load}`);
  return `${version ?? ''} ${sha256(...texts).slice(0, 12)}`;
}

const kindsOf = (entries: readonly (readonly [string, unknown])[]): readonly string[] => entries.map(([kind]) => kind);

const byKind = <Entry extends { readonly kind: string }>(entries: readonly Entry[]) =>
  entries.map((entry) => [entry.kind, entry] as const);

const NAME = /^[a-z][a-z0-9-]{0,63}$/;

function collect<Entry>(
  plugins: readonly Plugin[],
  what: 'model' | 'transform' | 'network' | 'flaw',
  taken: readonly string[],
  entriesOf: (plugin: Plugin) => readonly (readonly [string, Entry])[],
): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  const owners = new Map<string, string>();
  for (const plugin of plugins) {
    for (const [name, entry] of entriesOf(plugin)) {
      const problem = problemOf(what, name, owners.get(name) ?? (taken.includes(name) ? 'Selvedge itself' : undefined));
      if (problem) throw refused(`plugin ${plugin.name}: the ${what} '${name}' ${problem}`);
      found.set(name, entry);
      owners.set(name, `plugin ${plugin.name}`);
    }
  }
  return found;
}

function problemOf(what: string, name: string, owner: string | undefined): string | undefined {
  if (owner !== undefined) return `is taken by ${owner}; choose another name`;
  if (what === 'flaw') return /^\w{1,40}$/.test(name) ? undefined : 'needs a name of letters and digits';
  return NAME.test(name)
    ? undefined
    : 'needs a name of lower-case letters, digits and dashes that begins with a letter';
}

/** What every process knows without a plugin. Below what it is made with. */
export const BUILT_IN: Registry = createRegistry();
