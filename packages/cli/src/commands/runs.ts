import { lstat, realpath, rm } from 'node:fs/promises';
import { didYouMean, SelvedgeError } from '@selvedge/data';
import { counted } from '@selvedge/data/text';
import {
  duration,
  explainStep,
  findProject,
  findRun,
  foldersOf,
  isRunning,
  type ListedRun,
  listRuns,
  nearestRun,
  percent,
  type RecordedStep,
  RunFolder,
  readResults,
  readSteps,
  unreadableRuns,
  verifyRun,
} from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { folder } from '../paths.js';
import { showResults } from '../show-results.js';
import { table } from '../table.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';
import { attachCommands } from './runs-attach.js';

type Options = CommonOptions & { readonly runs?: string; readonly verify?: boolean };

export const runsFolder = ({ runs }: { readonly runs?: string }): string =>
  foldersOf(findProject(process.cwd()), runs === undefined ? {} : { runsDirectory: runs }).runs;

export function withRuns(command: Command): Command {
  return withCommon(
    explainingDamage(command)
      .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder)
      .option('--no-verify', 'read files of runs as they are, also where they differ from what was written'),
  );
}

/**
 * With --no-verify files of a run may hold anything: what the engine then says about them (a number where a list belongs) is
 * reported as what it is. Files whose digests were checked are what a run wrote, so there it is a mistake of ours.
 */
function explainingDamage(command: Command): Command {
  const setAction = command.action.bind(command);
  command.action = (work) =>
    setAction(async function (this: Command, ...args: unknown[]) {
      try {
        await work.apply(this, args as never);
      } catch (cause) {
        const isRaw = cause instanceof TypeError || cause instanceof RangeError;
        if (!isRaw || this.opts<Options>().verify !== false) throw cause;
        throw new SelvedgeError(
          'corrupt-file',
          "a file of the run is not as a run writes it; 'selvedge runs verify' says which. Mend it, or run the pipeline again.",
          { cause },
        );
      }
    });
  return command;
}

export function runsCommand(program: Command): void {
  const runs = program
    .command('runs')
    .summary('runs: ls, show, attach, cancel, rm, verify')
    .description('What has been run. RUN is a folder, an id or its beginning, a pipeline name, or latest.');

  withRuns(runs.command('ls').description('Lists runs, the newest first.')).action(async (options: Options) => {
    const terminal = openTerminal(options);
    const listed = await listRuns(runsFolder(options));
    for (const path of await unreadableRuns(runsFolder(options)))
      terminal.err(`! ${path} is not listed: its run.json is not what a run writes (damaged?).`);
    if (options.json) return terminal.out(JSON.stringify(listed));
    if (listed.length === 0) return terminal.out(`There are no runs in ${runsFolder(options)}.`);
    const rows = await Promise.all(
      listed.map(async (run) => [run.id, await statusOf(run), duration(run.seconds ?? 0), await bestOf(run)]),
    );
    terminal.out(
      table(
        [{ head: 'run' }, { head: 'status' }, { head: 'took', align: 'right' }, { head: 'best' }],
        rows,
        terminal.width,
      ),
    );
  });

  withRuns(runs.command('show').argument('<run>').description('Shows the results of a run.')).action(
    async (text: string, options: Options) => {
      const terminal = openTerminal(options);
      const found = await findRun(text, runsFolder(options), options);
      const folder = new RunFolder(found.path, found);
      if (found.status !== 'finished') {
        if (options.json) return terminal.out(JSON.stringify(found));
        return terminal.out(`${found.id}: ${await statusOf(found)}${found.error ? `: ${found.error}` : ''}`);
      }
      const results = await readResults(folder);
      if (options.json) return terminal.out(JSON.stringify({ record: found, ...results }));
      showResults({ results, record: found, folder: found.path, steps: await readSteps(folder) }, terminal);
    },
  );

  attachCommands(runs, withRuns, runsFolder);

  withRuns(
    runs
      .command('verify')
      .argument('[runs...]', 'default: all that have finished')
      .description('Reads every file of runs and compares it with the digests that were written with it.'),
  ).action(async (texts: readonly string[], options: Options) => {
    const terminal = openTerminal(options);
    const directory = runsFolder(options);
    const chosen =
      texts.length > 0
        ? await Promise.all(texts.map((text) => findRun(text, directory, { verify: false })))
        : (await listRuns(directory)).filter(({ status }) => status === 'finished');
    const verified = [];
    for (const { id, path } of chosen) verified.push({ run: id, ...(await verifyRun(path)) });
    if (options.json) terminal.out(JSON.stringify(verified));
    else {
      for (const { run, checked, damaged, added } of verified) {
        for (const { file, reason } of damaged) terminal.err(`${run}: ${file}: ${reason}`);
        const more = added.length > 0 ? `, ${added.length} that the run did not write` : '';
        terminal.out(`${run}: ${counted(checked, 'file')} checked, ${damaged.length} damaged${more}`);
      }
    }
    if (verified.some(({ damaged }) => damaged.length > 0)) process.exitCode = EXIT.badData;
  });

  withRuns(runs.command('rm').argument('<runs...>').description('Removes runs. The cache keeps its results.')).action(
    async (texts: readonly string[], options: Options) => {
      const terminal = openTerminal(options);
      for (const text of texts) {
        const found = await findRun(text, runsFolder(options), { verify: false });
        if (await isRunning(found))
          throw new SelvedgeError(
            'invalid-argument',
            `${found.id} is still running (process ${found.process}); stop it first.`,
          );
        // Whoever made the link may want to keep what it leads to, which need not be among the runs.
        const kept = (await lstat(found.path)).isSymbolicLink() ? await realpath(found.path) : undefined;
        await rm(found.path, { recursive: true, force: true });
        if (options.json) terminal.out(JSON.stringify({ removed: found.id, ...(kept !== undefined && { kept }) }));
        else terminal.out(`removed ${found.id}${kept === undefined ? '' : `, a link; its files are still in ${kept}`}`);
      }
    },
  );
}

export function whyCommand(program: Command): void {
  withRuns(
    program
      .command('why')
      .argument('<run>', 'a folder, an id or its beginning, a pipeline name, or latest')
      .argument('[step]', 'for instance fit/knn; default: all steps')
      .summary('say why a step ran or was taken from the cache')
      .description(
        'Says in a sentence why a step of a run was computed, or taken from the cache: what changed since the nearest earlier run of the pipeline, which is the one with most results in common.',
      )
      .addHelpText('after', '\nExamples:\n  selvedge why latest\n  selvedge why quickstart fit/knn'),
  ).action(async (text: string, wanted: string | undefined, options: Options) => {
    const terminal = openTerminal(options);
    const directory = runsFolder(options);
    const run = await findRun(text, directory, options);
    const steps = await stepsOf(run);
    const older = (await listRuns(directory)).filter(
      ({ name, started, status }) => name === run.name && started < run.started && status === 'finished',
    );
    const recorded = await Promise.all(
      older.slice(0, COMPARED).map(async (each) => ({ id: each.id, steps: await stepsOf(each).catch(() => []) })),
    );
    const before = nearestRun({ id: run.id, steps }, recorded);
    const chosen = wanted === undefined ? steps : steps.filter(({ id }) => id === wanted);
    if (chosen.length === 0) {
      const near = didYouMean(
        wanted ?? '',
        steps.map(({ id }) => id),
      );
      throw new SelvedgeError(
        'not-found',
        `run ${run.id} has no step '${wanted}'${near ? `; did you mean '${near}'?` : `; it has ${someOf(steps)}.`}`,
      );
    }
    const reasons = chosen.map((step) => ({ step: step.id, why: explainStep(step, { id: run.id, steps }, before) }));
    if (options.json) terminal.out(JSON.stringify(reasons));
    else for (const { why } of reasons) terminal.out(why);
  });
}

/** Runs among which `why` looks for the nearest: the latest ones. */
const COMPARED = 50;

const SHOWN = 8;

/** A run with a sweep has hundreds. */
function someOf(steps: readonly RecordedStep[]): string {
  const names = steps.filter(({ id }) => /^(fit|score)\//.test(id) && !id.endsWith('/summary')).map(({ id }) => id);
  const more = steps.length - Math.min(SHOWN, names.length);
  return `${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more ('selvedge why' without a step lists them)` : ''}`;
}

async function stepsOf(run: ListedRun): Promise<readonly RecordedStep[]> {
  try {
    return await readSteps(new RunFolder(run.path, run));
  } catch (cause) {
    if (cause instanceof SelvedgeError && cause.code === 'corrupt-file') throw cause;
    throw new SelvedgeError(
      'not-found',
      `run ${run.id} (${await statusOf(run)}) has no record of its steps; it did not finish.`,
      { cause },
    );
  }
}

async function statusOf(run: ListedRun): Promise<string> {
  return run.status === 'running' && !(await isRunning(run)) ? 'killed' : run.status;
}

async function bestOf(run: ListedRun): Promise<string> {
  if (run.status !== 'finished') return '';
  try {
    const { models } = await readResults(new RunFolder(run.path));
    const ranked = models
      .flatMap(({ name, parts }) => {
        const accuracy = (parts.test ?? parts.validation)?.evaluation.report.accuracy.value;
        return accuracy === undefined ? [] : [{ name, accuracy }];
      })
      .sort((a, b) => b.accuracy - a.accuracy);
    return ranked.length === 0 ? 'no score' : `${ranked[0].name} ${percent(ranked[0].accuracy)}`;
  } catch {
    return '';
  }
}
