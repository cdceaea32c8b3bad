import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { compareModels, type ModelComparison } from '@selvedge/evaluate';
import type { LoadedDataset } from '@selvedge/ingest';
import {
  Cache,
  canonicalJson,
  InProcessExecutor,
  type Node,
  removeScratch,
  type StepRecord,
  sha256,
} from '@selvedge/workflow';
import { numericSeed, settingNodes } from '../plan/setting-nodes.js';
import { type ParseOptions, parseSpec } from '../spec/parse-spec.js';
import type { Pipeline, Variant } from '../spec/pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import { dataNode } from '../steps/data.js';
import { rowsNode } from '../steps/rows.js';
import { liveLog } from '../track/live-log.js';
import { openTrackers } from '../track/open-trackers.js';
import type { OnEvent, RunEvent } from '../track/run-event.js';
import { type Point, pointsOfHistory } from '../track/tracker.js';
import { trialNodes } from './choose.js';
import { environment } from './environment.js';
import { evaluateVariant, type VariantOutcome } from './evaluate-variant.js';
import { foldersOf } from './folders.js';
import { loadSource, sourceOf } from './load-data.js';
import type { ModelResult, RunResults } from './results.js';
import {
  createRunFolder,
  isRunning,
  type ListedRun,
  listRuns,
  newRunId,
  RUN_FILE,
  RunFolder,
  type RunRecord,
  type RunStatus,
} from './run-folder.js';
import { type RecordedStep, recordSteps } from './step-records.js';
import { threadsPerWorker, workInProcesses } from './work-in-processes.js';
import { writeModel } from './write-model.js';
import { writeReport } from './write-report.js';

/** How a pipeline is run. */
export interface RunOptions extends ParseOptions {
  /** Folder of this run; default a new one in the runs' folder. */
  readonly output?: string;
  readonly runsDirectory?: string;
  readonly cacheDirectory?: string;
  /** `off`: everything is computed again. Default `on`. */
  readonly cache?: 'on' | 'off';
  /** Take up the last run of this pipeline that did not finish. */
  readonly resume?: boolean;
  /** A folder with one folder per data set. */
  readonly dataDirectory?: string;
  readonly offline?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /**
   * Processes that work side by side, on models and on points of sweeps. Each uses its share of the threads. Default 1:
   * everything is done here, and each step uses all threads.
   */
  readonly workers?: number;
  /** Bytes that these processes may take together; default three quarters of the machine's memory. */
  readonly memory?: number;
}

/** What a run gives back. */
export interface RunResult {
  readonly results: RunResults;
  readonly record: RunRecord;
  /** The run's folder. */
  readonly folder: string;
  readonly steps: readonly RecordedStep[];
}

/**
 * Runs a pipeline: a file, an object, or what `parseSpec` returned.
 *
 * Every result is taken from the cache when everything that it depends on is as it was. The run's folder holds the
 * specification, the environment, every metric, predictions, models and a report.
 *
 * @throws InvalidSpecError; SelvedgeError of the step that failed, `aborted` when the signal fired: the run's folder
 * then says `failed` or `interrupted`, and `resume` takes it up
 */
export async function run(source: string | PipelineInput | Pipeline, options: RunOptions = {}): Promise<RunResult> {
  const pipeline = isPipeline(source) ? source : await parseSpec(source, options);
  checkWorkers(options);
  const begun = performance.now();
  const folders = foldersOf(pipeline.projectDirectory, options);
  const cache = new Cache(folders.cache);
  let folder: RunFolder | undefined;
  const live = liveLog((point) => folder?.append('metrics.jsonl', point));
  const emit = (event: RunEvent): void => {
    options.onEvent?.(event);
    live(event);
  };
  // Data first: when it is missing or damaged there is no run to speak of, and nothing is written.
  const sources = await loadSources(pipeline, options, emit);
  const settled = await settleFolder(pipeline, folders.runs, options);
  folder = settled.folder;
  let record: RunRecord = { ...settled.record, process: process.pid };
  const save = (changes: Partial<RunRecord>): Promise<void> => {
    record = { ...record, ...changes };
    return (folder as RunFolder).writeJson(RUN_FILE, record);
  };
  await save({ status: 'running' });
  await folder.writeJson('spec.resolved.json', pipeline.resolved);
  await folder.writeJson('environment.json', environment());
  emit({ event: 'run-start', run: record.id, name: pipeline.name, steps: pipeline.variants.length });

  const trackers = await openTrackers(pipeline, record.id, folder.path, emit);
  const log = async (points: readonly Point[]): Promise<void> => {
    for (const point of points) await (folder as RunFolder).append('metrics.jsonl', point);
    for (const { step, ...point } of points) if (step === 0) emit({ event: 'metric', ...point });
    await trackers.log(points);
  };
  const end = async (status: RunStatus, changes: Partial<RunRecord> = {}): Promise<void> => {
    const seconds = (performance.now() - begun) / 1000;
    await save({ status, ended: new Date().toISOString(), seconds, ...changes });
    await trackers.close(status === 'running' ? 'failed' : status);
    emit({ event: 'run-end', run: record.id, status: status === 'running' ? 'failed' : status, seconds });
  };
  const restoreThreads = shareThreads(options.workers);
  try {
    const elsewhere = await inOtherProcesses(pipeline, sources, cache, options, emit);
    const executor = new InProcessExecutor({
      cache,
      reading: options.cache ?? 'on',
      elsewhere,
      onEvent: emit,
      ...(options.signal && { signal: options.signal }),
    });
    const outcomes: VariantOutcome[] = [];
    for (const [at, variant] of pipeline.variants.entries()) {
      const { node: data } = sources.get(sourceOf(variant.setting.data)) as Source;
      const hasValidation = await validationOf(variant, data, executor);
      const outcome = await evaluateVariant(variant, data, hasValidation, executor, pipeline.report);
      outcomes.push(outcome);
      await log([...pointsOfHistory(variant.name, outcome.result.history), ...pointsOfParts(outcome.result)]);
      await writeModel(folder, cache, outcome);
      executor.keepOnly(nextRows(pipeline.variants[at + 1], sources));
    }
    const [first] = sources.values();
    const results = resultsOf(pipeline, first.loaded, outcomes);
    const steps = recordSteps([...elsewhere.values(), ...executor.records], outcomes);
    await folder.writeJson('results.json', results);
    await folder.writeJson('steps.json', steps);
    await writeReport(folder, pipeline.report, results, record);
    await removeSharedScratch(pipeline, sources, cache);
    await end('finished', { digest: results.digest });
    return { results, record, folder: folder.path, steps };
  } catch (error) {
    const aborted = error instanceof SelvedgeError && error.code === 'aborted';
    // The failure itself is what the caller must hear of, even when the folder cannot be written any more.
    await end(aborted ? 'interrupted' : 'failed', { error: (error as Error).message }).catch(() => undefined);
    throw error;
  } finally {
    restoreThreads();
  }
}

/** Checkpoints that trainings of several lengths shared are of no use to a run that has finished. */
async function removeSharedScratch(
  pipeline: Pipeline,
  sources: ReadonlyMap<string, Source>,
  cache: Cache,
): Promise<void> {
  for (const variant of pipeline.variants) {
    const { sweep, setting } = variant;
    const { node: data } = sources.get(sourceOf(setting.data)) as Source;
    for (const hasValidation of [true, false]) {
      const fits = [
        settingNodes(setting, data, hasValidation, variant.name).fit,
        ...(sweep?.points.map((point) => trialNodes(variant, sweep, data, hasValidation)(point).fit) ?? []),
      ];
      const keys = new Set(fits.flatMap(({ scratchKey }) => (scratchKey === undefined ? [] : [scratchKey])));
      for (const key of keys) await removeScratch(cache, key);
    }
  }
}

/** Networks are fitted with the threads that their processes have, so this process takes as many. */
function shareThreads(workers = 1): () => void {
  if (workers === 1) return () => undefined;
  const before = process.env['SELVEDGE_THREADS'];
  process.env['SELVEDGE_THREADS'] = String(threadsPerWorker(workers));
  return () => {
    if (before === undefined) delete process.env['SELVEDGE_THREADS'];
    else process.env['SELVEDGE_THREADS'] = before;
  };
}

async function inOtherProcesses(
  pipeline: Pipeline,
  sources: ReadonlyMap<string, Source>,
  cache: Cache,
  { workers = 1, memory, signal, ...options }: RunOptions,
  onEvent: OnEvent,
): Promise<ReadonlyMap<string, StepRecord>> {
  if (workers === 1) return new Map();
  const executor = new InProcessExecutor({ cache, ...(signal && { signal }) });
  const variants = [];
  for (const variant of pipeline.variants) {
    const { node: data } = sources.get(sourceOf(variant.setting.data)) as Source;
    variants.push({ variant, data, hasValidation: await validationOf(variant, data, executor) });
  }
  const { dataDirectory, offline, allowOutside } = options;
  return workInProcesses(pipeline, variants, cache, {
    workers,
    ...(memory !== undefined && { memory }),
    data: {
      ...(dataDirectory !== undefined && { dataDirectory }),
      ...(offline !== undefined && { offline }),
      ...(allowOutside !== undefined && { allowOutside }),
    },
    ...(signal && { signal }),
    onEvent,
  });
}

function checkWorkers({ workers = 1, memory, cache }: RunOptions): void {
  const bad = (text: string): SelvedgeError => new SelvedgeError('invalid-argument', `run: ${text}`);
  if (!Number.isInteger(workers) || workers < 1 || workers > 256) {
    throw bad(`workers is ${workers}; need a whole number from 1 to 256.`);
  }
  if (memory !== undefined && !(memory > 0)) throw bad(`memory is ${memory}; need a number of bytes above 0.`);
  if (workers > 1 && cache === 'off') throw bad('worker processes meet in the cache; leave `cache` on or use one.');
}

/** The prepared rows that the next model shares with this one; everything else is let go. */
function nextRows(next: Variant | undefined, sources: ReadonlyMap<string, Source>): readonly Node[] {
  const source = next && sources.get(sourceOf(next.setting.data));
  if (!next || !source) return [];
  const nodes = settingNodes(next.setting, source.node, true, next.name);
  return (['train', 'validation', 'test'] as const).map((part) => nodes.part(part));
}

/** What was measured once, at the end. */
function pointsOfParts({ name: model, parts }: ModelResult): readonly Point[] {
  return Object.entries(parts).flatMap(([part, { metrics }]) =>
    Object.entries(metrics).flatMap(([name, value]) => (value === null ? [] : [{ model, part, name, value, step: 0 }])),
  );
}

interface Source {
  readonly loaded: LoadedDataset;
  readonly node: Node<LoadedDataset>;
}

async function loadSources(pipeline: Pipeline, options: RunOptions, emit: OnEvent): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>();
  for (const { setting } of pipeline.variants) {
    const id = sourceOf(setting.data);
    if (sources.has(id)) continue;
    const label = `load ${setting.data.name ?? setting.data.train}`;
    emit({ event: 'step-start', id: 'data', label });
    const begun = performance.now();
    const loaded = await loadSource(setting.data, pipeline, {
      ...options,
      onProgress: (progress) => emit({ event: 'step-progress', id: 'data', label, progress }),
    });
    const seconds = (performance.now() - begun) / 1000;
    emit({ event: 'step-end', id: 'data', label, outcome: 'ran', seconds });
    if (loaded.generated) {
      const instead =
        loaded.name === setting.data.name ? '' : `'${setting.data.name}' was not found and could not be fetched. `;
      emit({
        event: 'note',
        level: 'warning',
        text: `${instead}These are GENERATED images ('${loaded.name}'): no figure below compares with a published one.`,
      });
    }
    sources.set(id, { loaded, node: dataNode(loaded) });
  }
  return sources;
}

async function validationOf(
  variant: Variant,
  data: Node<LoadedDataset>,
  executor: InProcessExecutor,
): Promise<boolean> {
  const { setting } = variant;
  const parts = await executor.get(rowsNode(data, setting.data.subset, setting.split, numericSeed(setting.seed)));
  if (variant.sweep && !parts.validation) {
    throw new SelvedgeError(
      'invalid-argument',
      `${variant.name}: a sweep chooses on validation rows and the split leaves none; give \`split\` a validation part.`,
    );
  }
  return parts.validation !== undefined;
}

async function settleFolder(
  pipeline: Pipeline,
  runsDirectory: string,
  options: RunOptions,
): Promise<{ readonly folder: RunFolder; readonly record: RunRecord }> {
  const before = options.resume ? await unfinished(pipeline, runsDirectory, options.output) : undefined;
  if (before) {
    const { path, ...record } = before;
    return { folder: new RunFolder(path), record: { ...record, resumed: record.resumed + 1 } };
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
  };
  return { folder, record };
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

function resultsOf(pipeline: Pipeline, loaded: LoadedDataset, outcomes: readonly VariantOutcome[]): RunResults {
  const models = outcomes.map(({ result }) => result);
  const comparison = comparisonOf(outcomes);
  return {
    format: 1,
    name: pipeline.name,
    data: {
      name: loaded.name,
      found: loaded.found,
      generated: loaded.generated,
      wanted: pipeline.variants[0].setting.data.name ?? pipeline.variants[0].setting.data.train ?? '',
    },
    models,
    ...(comparison && { comparison }),
    digest: sha256(canonicalJson(models.map(repeatable))),
  };
}

/** What a repetition gives again to the bit. */
function repeatable({ fitSeconds: _, history: __, parts, ...model }: ModelResult): unknown {
  const scores = Object.entries(parts).map(([part, { predictSeconds: _, ...rest }]) => [part, rest]);
  return { ...model, parts: scores };
}

/** Models that were scored on the same test rows, with the tests' verdicts. */
function comparisonOf(outcomes: readonly VariantOutcome[]): ModelComparison | undefined {
  const [first] = outcomes;
  const same = outcomes.filter(({ nodes, predictions }) => predictions.test && nodes.rows.key === first.nodes.rows.key);
  if (same.length < 2 || same.length > 40) return undefined;
  return compareModels(
    same.map(({ result, predictions }) => ({
      name: result.name,
      ...(predictions.test as NonNullable<typeof predictions.test>),
      classes: result.parts.test?.evaluation.classes ?? [],
    })),
  );
}

const isPipeline = (source: string | PipelineInput | Pipeline): source is Pipeline =>
  typeof source === 'object' && 'variants' in source && 'resolved' in source;
