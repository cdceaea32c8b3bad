import { Cache } from '@selvedge/workflow';
import type { Planning } from '../plan/planning.js';
import { TestSets } from '../plan/test-sets.js';
import { parseSpec } from '../spec/parse-spec.js';
import type { Pipeline } from '../spec/pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import { foldersOf } from './folders.js';
import { loadSources, type Sources } from './load-sources.js';
import { checkRunOptions, type RunOptions, threadsOf } from './run-options.js';
import { checkQueueStore, PATIENT, sharedStore } from './shared-store.js';

/** All that decides what a run does. Nothing of it changes, and nothing has been written yet. */
export interface RunPlan extends Planning {
  readonly pipeline: Pipeline;
  readonly options: RunOptions;
  readonly cache: Cache;
  readonly runsDirectory: string;
  readonly sources: Sources;
  /** When it began, as `performance.now()` has it. */
  readonly begun: number;
}

/**
 * Reads the pipeline and loads its data: the keys of all steps depend on them, and when something is missing or damaged
 * there is no run to speak of.
 *
 * @throws InvalidSpecError; SelvedgeError for options or data
 */
export async function planRun(source: string | PipelineInput | Pipeline, options: RunOptions): Promise<RunPlan> {
  const pipeline = isPipeline(source) ? source : await parseSpec(source, options);
  checkRunOptions(options);
  const begun = performance.now();
  const folders = foldersOf(pipeline.projectDirectory, options);
  const shared = sharedStore(
    options.store,
    pipeline.registry,
    (text) => options.onEvent?.({ event: 'note', level: 'warning', text }),
    options.queue ? PATIENT : {},
  );
  if (options.queue) await checkQueueStore('run', shared);
  const data = { ...options, ...(options.cache !== 'off' && { picturesDirectory: folders.pictures }) };
  const sources = await loadSources(pipeline, data, (event) => options.onEvent?.(event));
  return {
    pipeline,
    options,
    registry: pipeline.registry,
    threads: threadsOf(options),
    testSets: new TestSets(),
    cache: new Cache(folders.cache, { ...(shared && { shared }) }),
    runsDirectory: folders.runs,
    sources,
    begun,
  };
}

const isPipeline = (source: string | PipelineInput | Pipeline): source is Pipeline =>
  typeof source === 'object' && 'models' in source && 'resolved' in source;
