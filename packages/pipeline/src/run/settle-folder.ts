import { join } from 'node:path';
import type { Lease } from '@selvedge/workflow';
import type { Plugin } from '../registry/plugin.js';
import type { Pipeline } from '../spec/pipeline.js';
import { environment } from './environment.js';
import type { RunPlan } from './plan-run.js';
import { removeUnbegun } from './remove-unbegun.js';
import { createRunFolder, lockRun, type RecordedPlugin, RunFolder, type RunRecord } from './run-folder.js';
import { newRunId } from './run-id.js';
import { dataOf, identityOf } from './run-identity.js';
import { kindsOfPipeline } from './run-kinds.js';
import { sourceState } from './source-state.js';
import { unfinishedRun } from './unfinished-run.js';

/** A run's folder and what its record says at the beginning. */
export interface SettledFolder {
  readonly folder: RunFolder;
  /** Keeps other processes from it until it is released. */
  readonly lock: Lease;
  readonly record: RunRecord;
}

/**
 * Makes the folder of a new run, or finds that of the run that goes on.
 *
 * @throws SelvedgeError `invalid-argument` when `output` holds something that is not a run or one that is at work, and for a
 * run that cannot go on because it is of another pipeline or other data
 */
export async function settleFolder(plan: RunPlan): Promise<SettledFolder> {
  const { pipeline, runsDirectory, options } = plan;
  const before = options.resume ? await unfinishedRun(plan) : undefined;
  if (before) {
    const { path, ...record } = before;
    const folder = new RunFolder(path);
    const lock = await lockRun(folder, record);
    return {
      folder,
      lock,
      record: { ...record, resumed: record.resumed + 1, process: process.pid, ...(await about(plan)) },
    };
  }
  if (options.resume) {
    const text = `no run of ${pipeline.name} waits to go on; a new one begins`;
    options.onEvent?.({ event: 'note', level: 'info', text });
  }
  await removeUnbegun(runsDirectory);
  const now = new Date();
  const id = newRunId(pipeline.name, now);
  const { folder, lock } = await createRunFolder(options.output ?? join(runsDirectory, id));
  const record: RunRecord = {
    format: 1,
    id,
    name: pipeline.name,
    status: 'running',
    started: now.toISOString(),
    seed: pipeline.seed,
    files: pipeline.files,
    projectDirectory: pipeline.projectDirectory,
    process: process.pid,
    resumed: 0,
    ...(await about(plan)),
    ...(options.dataDirectory !== undefined && { dataDirectory: options.dataDirectory }),
    ...pluginsOf(pipeline),
  };
  return { folder, lock, record };
}

async function about(plan: RunPlan): Promise<Partial<RunRecord>> {
  const { threads, processor, versions } = environment(plan.threads);
  return {
    identity: identityOf(plan),
    data: dataOf(plan.sources),
    source: await sourceState(plan.pipeline.projectDirectory),
    threads,
    processor,
    versions,
  };
}

function pluginsOf(pipeline: Pipeline): Pick<RunRecord, 'configFile' | 'plugins'> {
  const { configFile, plugins } = pipeline.registry;
  const used = kindsOfPipeline(pipeline);
  const kindsIn = (entries: Plugin['models' | 'transforms'] = [], kinds: readonly string[]): readonly string[] =>
    entries.map(({ kind }) => kind).filter((kind) => kinds.includes(kind));
  const named = plugins.map(
    ({ name, version, models, transforms }): RecordedPlugin => ({
      name,
      ...(version !== undefined && { version }),
      models: kindsIn(models, used.models),
      transforms: kindsIn(transforms, used.transforms),
    }),
  );
  return { ...(configFile !== undefined && { configFile }), ...(named.length > 0 && { plugins: named }) };
}
