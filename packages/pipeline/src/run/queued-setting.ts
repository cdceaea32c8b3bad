import { SelvedgeError } from '@selvedge/data';
import { sha256 } from '@selvedge/files';
import type { Cache } from '@selvedge/workflow';
import { canonicalJson, withoutSecrets } from '@selvedge/workflow';
import type { Files } from '@selvedge/workflow/types';
import type { Pipeline } from '../spec/pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import { dataFiles } from './data-files.js';
import { sourceFor } from './load-sources.js';
import type { RunPlan } from './plan-run.js';

/** What all jobs of a run are parts of. Plain JSON; it lies in the store, as the data does. */
export interface QueuedSetting {
  readonly format: 1;
  readonly spec: PipelineInput;
  readonly threads: number;
  /** By the position of a model: the key of its rows in the store. */
  readonly data: readonly string[];
}

const FILE = 'setting.json';

/**
 * Writes what workers need into the store: the models of the pipeline without secrets, and the rows.
 *
 * @returns the key of the setting
 * @throws SelvedgeError `io` where the store does not keep it
 */
export async function publishSetting({ pipeline, sources, cache, threads }: RunPlan): Promise<string> {
  const keys: string[] = [];
  for (const { config } of pipeline.models) {
    const { node, loaded } = sourceFor(sources, config.data);
    if (!keys.includes(node.key)) await publish(cache, node.key, 'data', node.label, () => dataFiles(loaded));
    keys.push(node.key);
  }
  const setting: QueuedSetting = { format: 1, spec: specOf(pipeline), threads, data: keys };
  const text = canonicalJson(setting);
  const key = keyOf(text);
  await publish(cache, key, 'setting', `setting of ${pipeline.name}`, () => ({
    [FILE]: new TextEncoder().encode(text),
  }));
  return key;
}

/** @throws SelvedgeError `not-found` where the store does not have it, `invalid-argument` for what is none */
export async function readSetting(cache: Cache, key: string): Promise<QueuedSetting> {
  const found = await cache.get(key);
  if (found.outcome !== 'hit') throw notThere(`the setting ${key}`);
  const text = new TextDecoder().decode(found.files[FILE]);
  if (keyOf(text) !== key)
    throw new SelvedgeError('invalid-argument', `the job is refused: its setting is not of its key ${key}.`);
  const setting = JSON.parse(text) as QueuedSetting;
  const { extends: extended, compare } = setting.spec as Readonly<Record<string, unknown>>;
  if (setting.format !== 1 || extended !== undefined || compare !== undefined)
    throw new SelvedgeError('invalid-argument', 'the job is refused: its setting is not one of this release.');
  return setting;
}

/** @throws SelvedgeError `not-found` */
export async function filesInStore(cache: Cache, key: string, what: string): Promise<Files> {
  const found = await cache.get(key);
  if (found.outcome !== 'hit') throw notThere(`${what} (${key})`);
  return found.files;
}

/** Trackers and reports are the coordinator's. */
function specOf({ name, resolved }: Pipeline): PipelineInput {
  const { track: _, report: __, ...rest } = resolved as Readonly<Record<string, unknown>>;
  return withoutSecrets({ name, ...rest }) as PipelineInput;
}

async function publish(cache: Cache, key: string, kind: string, label: string, files: () => Files): Promise<void> {
  if (!(await cache.peek(key, 'here'))) {
    cache.hold(key);
    await cache.put(key, kind, files(), { label, seconds: 0, code: {}, environment: null });
  }
  if (!(await cache.push(key)))
    throw new SelvedgeError(
      'io',
      `queue: the store ${cache.shared?.store.name} did not keep what workers need (${label}).`,
    );
}

const keyOf = (text: string): string => sha256('selvedge queue setting 1\n', text);

const notThere = (what: string): SelvedgeError =>
  new SelvedgeError('io', `the store does not have ${what}, or has something else under its name.`);
