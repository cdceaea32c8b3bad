import { SelvedgeError } from '@selvedge/data';
import type { Cache } from '@selvedge/workflow';
import type { Registry } from '../registry/registry.js';
import { parseSpec } from '../spec/parse-spec.js';
import type { Pipeline } from '../spec/pipeline.js';
import { type DataNode, dataNode } from '../steps/data.js';
import { dataOfFiles } from './data-files.js';
import { picturesBeside } from './folders.js';
import { type DataOptions, loadSource } from './load-data.js';
import { filesInStore, readSetting } from './queued-setting.js';

/** What a machine brings to the jobs of a queue. Plain JSON. */
export interface QueueMachine {
  /** Key of the entry of the store that says what the jobs are parts of. */
  readonly queued: string;
  readonly cache: string;
  readonly store?: string;
  readonly configFile?: string;
  readonly data: Pick<DataOptions, 'dataDirectory'>;
  readonly projectDirectory: string;
  readonly sharedThreads: number;
  /** How often checkpoints go to the store, in milliseconds; absent: never. */
  readonly checkpointMs?: number;
}

/** A pipeline of the queue, and its rows. */
export interface QueuedWork {
  readonly pipeline: Pipeline;
  readonly threads: number;
  dataFor(at: number): Promise<DataNode>;
}

/**
 * Reads what the jobs are parts of. No path of the pipeline is opened: rows are of a data set with a name that this machine has, or
 * come from the store, and in both cases they are those of the digest.
 */
export async function openQueued(machine: QueueMachine, cache: Cache, registry: Registry): Promise<QueuedWork> {
  const { spec, threads, data } = await readSetting(cache, machine.queued);
  const { projectDirectory } = machine;
  const pipeline = await parseSpec(spec, { projectDirectory, folder: projectDirectory, allowOutside: true, registry });
  if (pipeline.models.length !== data.length)
    throw new SelvedgeError('invalid-argument', 'the job is refused: its setting has other models than data.');
  const found = new Map<string, Promise<DataNode>>();
  return {
    pipeline,
    threads,
    dataFor(at) {
      const key = data[at];
      const loading = found.get(key) ?? loadFor(at, key);
      found.set(key, loading);
      loading.catch(() => found.delete(key)); // the store may have it later
      return loading;
    },
  };

  async function loadFor(at: number, key: string): Promise<DataNode> {
    const own = await ownCopy(at);
    if (own?.key === key) return own;
    const node = dataNode(dataOfFiles(await filesInStore(cache, key, `the rows of ${pipeline.models[at].name}`)));
    if (node.key === key) return node;
    throw new SelvedgeError(
      'invalid-argument',
      `the job is refused: its rows have the digest ${node.key}, not ${key}.`,
    );
  }

  async function ownCopy(at: number): Promise<DataNode | undefined> {
    const { data: wanted } = pipeline.models[at].config;
    if (wanted.name === undefined || wanted.name === 'garments') return undefined;
    const picturesDirectory = picturesBeside(machine.cache);
    const loaded = await loadSource(wanted, pipeline, { ...machine.data, picturesDirectory, offline: true }).catch(
      () => undefined,
    );
    return loaded && dataNode(loaded);
  }
}
