import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SelvedgeError } from '@selvedge/data';
import {
  cancelRun,
  findRun,
  isRunning,
  type ListedRun,
  type RunEvent,
  RunFolder,
  readResults,
  readSteps,
} from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { EVENTS_FILE, type Exit } from '../detach.js';
import { displayOf } from '../display/display-of.js';
import { EXIT } from '../exit-codes.js';
import { showResults } from '../show-results.js';
import { openTerminal, type Terminal } from '../terminal.js';
import type { CommonOptions } from './common.js';

interface Options extends CommonOptions {
  readonly runs?: string;
  readonly jsonEvents?: boolean;
  readonly cancel?: boolean;
}

const LOOK_MS = 150;
/** A run that is asked to stop has ended by then. */
const STOP_MS = 30_000;

/** @param withRuns - adds the options that all commands about runs have */
export function attachCommands(
  runs: Command,
  withRuns: (command: Command) => Command,
  runsFolder: (options: Options) => string,
): void {
  withRuns(
    runs
      .command('attach')
      .argument('<run>')
      .description(
        'Shows a run that was started with --detach until it ends, and ends as it does. Ctrl-C leaves it running.',
      )
      .option('--cancel', 'stop it, as Ctrl-C does where a run was started')
      .option('--json-events', 'print every event as one line of JSON on stdout'),
  ).action(async (text: string, options: Options) => {
    const terminal = openTerminal(options);
    const found = await findRun(text, runsFolder(options), { verify: false });
    if (options.cancel) await stop(found);
    process.exitCode = await attach(found, options, terminal);
  });

  withRuns(
    runs
      .command('cancel')
      .argument('<run>')
      .description(
        'Stops a run that is at work on this machine, and its workers everywhere. --resume goes on with it.',
      ),
  ).action(async (text: string, options: Options) => {
    const terminal = openTerminal(options);
    const found = await findRun(text, runsFolder(options), { verify: false });
    await stop(found);
    const end = performance.now() + STOP_MS;
    while ((await isRunning(found)) && performance.now() < end) await wait(LOOK_MS);
    if (await isRunning(found))
      throw new SelvedgeError(
        'io',
        `${found.id} was asked to stop and is still at work after ${STOP_MS / 1000} s (process ${found.process}).`,
      );
    terminal.out(options.json ? JSON.stringify({ cancelled: found.id }) : `stopped ${found.id}`);
  });
}

async function stop(found: ListedRun): Promise<void> {
  if (!(await isRunning(found)))
    throw new SelvedgeError(
      'invalid-argument',
      `${found.id} is not at work (${found.status}); there is nothing to stop.`,
    );
  await cancelRun(found);
}

/** @returns what the process of the run ended with */
async function attach(found: ListedRun, options: Options, terminal: Terminal): Promise<number> {
  const display = displayOf(terminal, options);
  const left = new AbortController();
  const leave = (): void => left.abort();
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    for await (const event of eventsOf(found, left.signal)) {
      if (options.jsonEvents) terminal.out(JSON.stringify(event));
      if (event.event !== 'exit') {
        display.onEvent(event);
        continue;
      }
      display.close();
      if (event.error !== undefined) terminal.err(`${terminal.errColor.red('error')} ${event.error}`);
      if (event.code === EXIT.ok && !options.jsonEvents) await show(found, options, terminal);
      return event.code;
    }
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
    display.close();
  }
  terminal.err(
    `\n${found.id} goes on. \`selvedge runs attach ${found.id}\` comes back to it, \`selvedge runs cancel ${found.id}\` stops it.`,
  );
  return EXIT.interrupted;
}

async function show({ path }: ListedRun, options: Options, terminal: Terminal): Promise<void> {
  const folder = new RunFolder(path);
  const [results, steps, record] = await Promise.all([readResults(folder), readSteps(folder), folder.record()]);
  if (options.json) terminal.out(JSON.stringify({ folder: path, ...results }));
  else if (record) showResults({ results, record, folder: path, steps }, terminal);
}

/**
 * Events from the beginning, and then as they come.
 *
 * @throws SelvedgeError `invalid-argument` for a run that has none; `io` where its process ended without a word
 */
async function* eventsOf(found: ListedRun, left: AbortSignal): AsyncGenerator<RunEvent | Exit> {
  const file = await open(join(found.path, EVENTS_FILE)).catch(() => undefined);
  if (!file)
    throw new SelvedgeError(
      'invalid-argument',
      `${found.id} was not started with --detach, so it is shown where it was started (process ${found.process}). \`selvedge runs show ${found.id}\` shows how it ended.`,
    );
  try {
    let rest = '';
    for (let isOver = false; !left.aborted; ) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(65_536) });
      if (bytesRead === 0) {
        if (isOver)
          throw new SelvedgeError(
            'io',
            `the process of ${found.id} (${found.process}) ended without a word. \`selvedge run FILE --resume\` goes on with it.`,
          );
        isOver = !(await isRunning({ ...found, status: 'running' })); // and then what it wrote last
        if (!isOver) await wait(LOOK_MS, undefined, { signal: left }).catch(() => undefined);
        continue;
      }
      const lines = (rest + buffer.toString('latin1', 0, bytesRead)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const event = JSON.parse(Buffer.from(line, 'latin1').toString()) as RunEvent | Exit;
        yield event;
        if (event.event === 'exit') return;
      }
    }
  } finally {
    await file.close();
  }
}
