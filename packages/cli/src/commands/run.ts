import { join } from 'node:path';
import type { RunOptions } from '@selvedge/pipeline';
import { type Command, Option } from 'commander';
import { DetachedEvents, runDetached } from '../detach.js';
import { displayOf } from '../display/display-of.js';
import { DataError, EXIT, RunError, readingData, UsageError } from '../exit-codes.js';
import { hidePasswords } from '../hide-passwords.js';
import { interruptSignal } from '../interrupt.js';
import { folder } from '../paths.js';
import { showResults } from '../show-results.js';
import { byteSize, wholeCount } from '../sizes.js';
import { wrap } from '../table.js';
import { openTerminal, type Terminal } from '../terminal.js';
import { withStore } from './cache-store.js';
import { type DataOptions, type SpecOptions, specOptions, withCommon, withData, withSpec } from './common.js';
import { openQueue, queueAddress } from './queue.js';

interface Options extends SpecOptions, DataOptions {
  readonly output?: string;
  readonly runs?: string;
  readonly cacheDir?: string;
  readonly cache?: boolean;
  readonly store?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly jsonEvents?: boolean;
  readonly detach?: boolean;
  readonly threads?: number;
  readonly workers?: number;
  readonly queue?: string;
  readonly tags?: string;
  readonly priority?: number;
  readonly memory?: number;
  readonly requireTracking?: boolean;
}

const untracked = (text: string, { errColor, errWidth }: Terminal): string =>
  `${errColor.yellow('warning')} ${wrap(`tracking stopped before the run ended: ${text}`, Math.max(60, errWidth - 8))}`;

/** @throws UsageError */
function priorityNumber(text: string): number {
  const priority = Number(text);
  if (Number.isInteger(priority) && priority >= 1 && priority <= 1_000_000) return priority;
  throw new UsageError(`--priority: got '${text}'; need a whole number from 1 (before all others) to 1000000`);
}

async function leaveRunning(runs: string, { out, err }: Terminal): Promise<void> {
  const begun = await runDetached(runs, err);
  if (typeof begun === 'number') process.exitCode = begun;
  else
    out(
      `${begun.run} runs in the background, in ${begun.folder}\n  selvedge runs attach ${begun.run}   shows it until it ends\n  selvedge runs cancel ${begun.run}   stops it`,
    );
}

export function runCommand(program: Command): void {
  const command = program
    .command('run')
    .argument('<file>', 'a pipeline file (*.pipeline.yaml or .json)')
    .summary('run a pipeline')
    .description('Runs a pipeline. What has been computed before is taken from the cache.')
    .option('-o, --output <dir>', 'folder of this run (default: a new one in runs/)', folder)
    .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder)
    .option('--cache-dir <dir>', 'folder of the cache (also: SELVEDGE_CACHE)', folder)
    .option('--no-cache', 'compute everything again')
    .option('--resume', 'resume the last run of this pipeline that did not finish')
    .option(
      '--threads <count>',
      'of each step, however many workers (default: SELVEDGE_THREADS, else one per core)',
      wholeCount('--threads'),
    )
    .option(
      '--workers <count>',
      'processes that work side by side on models and trials of sweeps',
      wholeCount('--workers'),
    )
    .option('--memory <size>', 'memory limit for all workers together, for instance 8GB', byteSize)
    .option('--queue <url>', 'workers of this queue do the steps: redis://... or postgres://... (also: SELVEDGE_QUEUE)')
    .option('--tags <name>', 'with --queue: only workers that have this tag, for instance gpu')
    .option(
      '--priority <number>',
      'with --queue: 1 before all other runs, up to 1000000 (default: 1000)',
      priorityNumber,
    )
    .option('--require-tracking', 'exit with 1 when a tracker of the file stopped, though the run is finished')
    .option('--detach', 'run in the background; `selvedge runs attach` shows it, `selvedge runs cancel` stops it')
    .option('--dry-run', 'print the plan and run nothing')
    .addOption(new Option('--json-events', 'print every event as one line of JSON on stdout'))
    .addHelpText(
      'after',
      `
Examples:
  selvedge run quickstart.pipeline.yaml
  selvedge run quickstart.pipeline.yaml --set data.subset=20000 --seed 7
  selvedge run knn.pipeline.yaml --dry-run
  selvedge run cnn.pipeline.yaml --resume
  selvedge run sweep.pipeline.yaml --workers 4 --memory 12GB
  selvedge run sweep.pipeline.yaml --detach
  selvedge run sweep.pipeline.yaml --queue redis://host:6379 --store https://cache.example.org`,
    );
  withCommon(withStore(withData(withSpec(command)))).action(async (file: string, options: Options) => {
    if ((options.workers ?? 1) > 1 && options.cache === false) {
      throw new UsageError('--workers and --no-cache exclude each other: worker processes meet in the cache');
    }
    const address = queueAddress(options.queue);
    if (address !== undefined && ((options.workers ?? 1) > 1 || options.cache === false))
      throw new UsageError(
        '--queue excludes --workers and --no-cache: other machines work, and results meet in the cache',
      );
    const tag = options.tags?.trim();
    if (address === undefined && tag !== undefined) throw new UsageError('--tags needs --queue URL');
    if (address === undefined && options.priority !== undefined) throw new UsageError('--priority needs --queue URL');
    if (tag?.includes(','))
      throw new UsageError(`--tags: got '${tag}'; a run asks for one tag, and a worker may have several`);
    if (options.detach && (options.dryRun || options.json || options.jsonEvents))
      throw new UsageError(
        '--detach excludes --dry-run, --json and --json-events; `selvedge runs attach` has the last two',
      );
    const [{ parseSpec, run, sharedStore }, { foldersOf }] = await Promise.all([
      import('@selvedge/pipeline'),
      import('@selvedge/pipeline/runs'),
    ]);
    await hidePasswords();
    const terminal = openTerminal(options);
    const parsing = await specOptions(file, options);
    if (address !== undefined && !sharedStore(options.store, parsing.registry, () => undefined))
      throw new UsageError('--queue needs --store URL, or SELVEDGE_STORE: data and results go through a store');
    const pipeline = await parseSpec(file, parsing);
    const runsDirectory = foldersOf(
      pipeline.projectDirectory,
      options.runs === undefined ? {} : { runsDirectory: options.runs },
    ).runs;
    if (options.detach) return leaveRunning(runsDirectory, terminal);
    const detached = DetachedEvents.ofThisProcess();
    const { signal, dispose } = interruptSignal(terminal);
    const display = displayOf(terminal, options);
    let isReading = false;
    const queue = address === undefined || options.dryRun ? undefined : await openQueue(address);
    const runOptions: RunOptions = {
      ...parsing,
      signal,
      ...(options.output !== undefined && { output: options.output }),
      ...(options.runs !== undefined && { runsDirectory: options.runs }),
      ...(options.cacheDir !== undefined && { cacheDirectory: options.cacheDir }),
      ...(options.cache === false && { cache: 'off' as const }),
      ...(options.store !== undefined && { store: options.store }),
      ...(options.resume && { resume: true }),
      ...(options.threads !== undefined && { threads: options.threads }),
      ...(options.workers !== undefined && { workers: options.workers }),
      ...(queue && { queue }),
      ...(tag !== undefined && { tag }),
      ...(options.priority !== undefined && { priority: options.priority }),
      ...(options.memory !== undefined && { memory: options.memory }),
      ...(options.data !== undefined && { dataDirectory: options.data }),
      ...((options.offline || options.dryRun) && { offline: true }), // a plan fetches nothing
      onEvent: (event) => {
        if ('id' in event && event.id === 'data') isReading = event.event !== 'step-end';
        if (options.jsonEvents) terminal.out(JSON.stringify(event));
        detached?.onEvent(event, (id) => options.output ?? join(runsDirectory, id));
        display.onEvent(event);
      },
    };
    try {
      if (options.dryRun) {
        const { showPlan } = await import('../show-plan.js');
        await readingData(showPlan(pipeline, runOptions, terminal, options.json === true, display), 'by pipeline');
        return;
      }
      const result = await run(pipeline, runOptions).catch((cause: unknown) => {
        throw isReading ? new DataError(cause) : new RunError(cause);
      });
      display.close();
      if (options.json) terminal.out(JSON.stringify({ folder: result.folder, ...result.results }));
      else if (!options.jsonEvents) showResults(result, terminal);
      const { trackingFailures = [] } = result.record;
      for (const text of trackingFailures) terminal.err(untracked(text, terminal)); // a failure, so with --quiet too
      if (options.requireTracking && trackingFailures.length > 0) process.exitCode = EXIT.runFailed;
      detached?.end(undefined);
    } catch (error) {
      detached?.end(error);
      throw error;
    } finally {
      await queue?.close();
      display.close();
      dispose();
    }
  });
}
