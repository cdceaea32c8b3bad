import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { savedModelEntry } from '../registry/models.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import type { Pipeline } from '../spec/pipeline.js';
import type { RunRecord } from './run-folder.js';

/** Models and preparation steps, by kind. Plain JSON. */
export interface RunKinds {
  readonly models: readonly string[];
  readonly transforms: readonly string[];
}

/** The kinds of a pipeline, its sweeps included. */
export function kindsOfPipeline({ models }: Pipeline): RunKinds {
  const settings = models.flatMap(({ config, sweep }) => [
    config,
    ...(sweep?.trials ?? []).map((trial) => trial.config),
  ]);
  return {
    models: [...new Set(settings.map(({ model }) => model.kind))],
    transforms: [...new Set(settings.flatMap(({ preprocess }) => preprocess.map(({ kind }) => kind)))],
  };
}

/**
 * What a run, or a folder of a saved model, cannot do without: kinds that come with plugins. Its networks are not part of
 * them, for their layers are saved.
 *
 * @param path - a run's folder, one of its `models/<name>` folders, or a file in one
 * @param record - its `run.json`, where there is one
 * @param name - the one model of the run that is needed; without it all are, and what the run was made with
 */
export async function pluginKindsOf(
  path: string,
  record: Pick<RunRecord, 'plugins'> = {},
  name?: string,
): Promise<RunKinds> {
  const folders = (await modelFolders(path)).filter((folder) => name === undefined || basename(folder) === name);
  const saved = await Promise.all(folders.map(readKinds));
  const named = [...saved, ...(name === undefined ? (record.plugins ?? []) : [])];
  return kindsMissing(BUILT_IN, {
    models: named.flatMap(({ models = [] }) => models).filter(isText),
    transforms: named.flatMap(({ transforms = [] }) => transforms).filter(isText),
  });
}

/** Files may hold anything: a kind that is no text is refused by whoever loads the model. */
const isText = (kind: unknown): kind is string => typeof kind === 'string';

/** Those of some kinds that a registry does not have, each once. */
export const kindsMissing = (registry: Registry, { models, transforms }: RunKinds): RunKinds => ({
  models: [...new Set(models)].filter((kind) => savedModelEntry(registry.models, kind) === undefined),
  transforms: [...new Set(transforms)].filter((kind) => !registry.transforms.has(kind)),
});

async function modelFolders(path: string): Promise<readonly string[]> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isDirectory()) return [dirname(path)];
  const names = await readdir(join(path, 'models')).catch(() => undefined);
  return names?.map((name) => join(path, 'models', name)) ?? [path];
}

/** A model that cannot be read is refused by whoever loads it, with what is wrong. */
async function readKinds(folder: string): Promise<RunKinds> {
  try {
    const about = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8')) as {
      readonly model?: { readonly kind: string };
      readonly preprocess?: readonly { readonly kind: string }[];
    };
    const { model, preprocess = [] } = about;
    return { models: model ? [model.kind] : [], transforms: preprocess.map(({ kind }) => kind) };
  } catch {
    return { models: [], transforms: [] };
  }
}
