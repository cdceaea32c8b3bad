import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withCurrentNames } from '@selvedge/component/names';
import { decodeSafetensors } from '@selvedge/data';
import { zoo as architectures, type NetworkSpec } from '@selvedge/networks';
import { networkObject } from '@selvedge/networks/declaration';
import { type RecordedNetwork, recordedNetwork, withRecordedNetworks } from '../registry/recorded-networks.js';
import type { Registry } from '../registry/registry.js';
import { MODEL_FILE } from '../steps/fit.js';
import { sourceFor } from './load-sources.js';
import type { RunPlan } from './plan-run.js';
import type { RunResults } from './results.js';
import type { RunFolder } from './run-folder.js';

/** Layers behind the names of plugins: with them a run needs no plugin for its networks. */
export const NETWORKS_FILE = 'networks.json';

/** The networks of plugins that a run names, its sweeps included, with their layers. */
export function networksOfRun({ pipeline, registry, sources }: RunPlan): readonly RecordedNetwork[] {
  const found = pipeline.models.flatMap(({ config, sweep }) => {
    const classes = sourceFor(sources, config.data).loaded.train.classes.length;
    const models = [config, ...(sweep?.trials ?? []).map((trial) => trial.config)].map(({ model }) => model);
    return models.map((model) => recordedNetwork(registry, model, classes)).filter((each) => each !== undefined);
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** Reads back what `networksOfRun` found, in the names of today. */
export async function readNetworks(folder: RunFolder): Promise<readonly RecordedNetwork[]> {
  const written = await writtenNetworks(folder);
  return written.map((each) => ({
    ...each,
    declaration: withCurrentNames(networkObject.schema, each.declaration),
  }));
}

/**
 * A run of an earlier release has the layers in its saved models alone; one of today without the file has no network of a
 * plugin.
 */
async function writtenNetworks(folder: RunFolder): Promise<readonly RecordedNetwork[]> {
  try {
    return await folder.readJson<readonly RecordedNetwork[]>(NETWORKS_FILE);
  } catch {
    return networksOfModels(folder);
  }
}

async function networksOfModels(folder: RunFolder): Promise<readonly RecordedNetwork[]> {
  const names = await readdir(join(folder.path, 'models')).catch(() => []);
  const found = await Promise.all(names.map((name) => networkOfModel(folder, join('models', name))));
  return found.filter((each) => each !== undefined);
}

async function networkOfModel(folder: RunFolder, model: string): Promise<RecordedNetwork | undefined> {
  try {
    const about = await folder.readJson<SavedAbout>(join(model, 'model.json'));
    const { zoo, inputShape } = about.model?.network ?? {};
    // Networks of ours differ by their options, which the specification has: their names stand for no layers of their own.
    if (zoo === undefined || Object.hasOwn(architectures, zoo)) return undefined;
    const { config } = decodeSafetensors(await folder.readBytes(join(model, MODEL_FILE)), MODEL_FILE);
    const declaration = config['declaration'] as unknown as NetworkSpec;
    return { name: zoo, classes: about.classes.length, ...(inputShape && { inputShape }), declaration };
  } catch {
    return undefined; // the name is refused below, or is one of the zoo
  }
}

interface SavedAbout {
  readonly classes: readonly string[];
  readonly model?: { readonly network?: { readonly zoo?: string; readonly inputShape?: readonly number[] } };
}

/** A registry in which names of networks and flaws mean what they meant in a run. */
export function withNamesOfRun(
  registry: Registry,
  recorded: readonly RecordedNetwork[],
  { models }: RunResults,
): Registry {
  const sentences = models.flatMap(({ reported }) => reported?.flaws ?? []);
  const flaws = sentences.flatMap((sentence): (readonly [string, string])[] => {
    const [, name, text] = /^(\w{1,40}): (.+)$/s.exec(sentence) ?? [];
    return name !== undefined && text !== undefined ? [[name, text]] : [];
  });
  return { ...withRecordedNetworks(registry, recorded), flaws: new Map([...registry.flaws, ...flaws]) };
}
