import { join } from 'node:path';
import type { Plugin } from '../registry/plugin.js';
import type { Pipeline } from '../spec/pipeline.js';
import type { RunPlan } from './plan-run.js';
import {
  createRunFolder,
  isRunning,
  type ListedRun,
  listRuns,
  newRunId,
  type RecordedPlugin,
  RunFolder,
  type RunRecord,
} from './run-folder.js';
import { kindsOfPipeline } from './run-kinds.js';

/** A run's folder and what its record says at the beginning. */
export interface SettledFolder {
  readonly folder: RunFolder;
  readonly record: RunRecord;
}

/**
 * Makes the folder of a new run, or finds that of the run that goes on.
 *
 * @throws SelvedgeError `invalid-argument` when `output` holds something that is not a run
 */
export async function settleFolder({ pipeline, runsDirectory, options }: RunPlan): Promise<SettledFolder> {
  const before = options.resume ? await unfinished(pipeline, runsDirectory, options.output) : undefined;
  if (before) {
    const { path, ...record } = before;
    const again = { ...record, resumed: record.resumed + 1, process: process.pid };
    return { folder: new RunFolder(path), record: again };
  }
  const now = new Date();
  const id = newRunId(pipeline.name, now);
  const folder = await createRunFolder(options.output ?? join(runsDirectory, id));
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
    ...(options.dataDirectory !== undefined && { dataDirectory: options.dataDirectory }),
    ...pluginsOf(pipeline),
  };
  return { folder, record };
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

async function unfinished(
  pipeline: Pipeline,
  runsDirectory: string,
  output: string | undefined,
): Promise<ListedRun | undefined> {
  if (output !== undefined) {
    const record = await new RunFolder(output).record();
    return record && record.status !== 'finished' ? { ...record, path: output } : undefined;
  }
  const runs = await listRuns(runsDirectory);
  const same = runs.find((each) => each.name === pipeline.name);
  return same && same.status !== 'finished' && !isRunning(same) ? same : undefined;
}
