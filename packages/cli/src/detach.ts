import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync } from '@selvedge/files/steps';
import type { RunEvent } from '@selvedge/pipeline/runs';
import { DataError, EXIT, exitCodeOf, RunError } from './exit-codes.js';

/** Of a run's folder: every event, and at the end how the process ended. `runs attach` reads it. */
export const EVENTS_FILE = 'detached.jsonl';
/** Of a run's folder: what its process wrote elsewhere. */
const LOG_FILE = 'detached.log';
/** Says to a process that it was started so. */
const MARK = 'SELVEDGE_DETACHED';

/** The last line of the events: what the process ended with. */
export interface Exit {
  readonly event: 'exit';
  readonly code: number;
  readonly error?: string;
}

/** What a process in the background tells the one that started it. */
interface Begun {
  readonly run: string;
  readonly folder: string;
}

/** Addresses may hold passwords, and `ps` shows options to everybody. */
const HIDDEN: Readonly<Record<string, string>> = { '--queue': 'SELVEDGE_QUEUE', '--store': 'SELVEDGE_STORE' };

/**
 * Starts this command once more, in the background and without a terminal, and waits until its run has a folder.
 *
 * @returns the run; or what the process ended with before, after its errors were written to `onError`
 */
export async function runDetached(runs: string, onError: (text: string) => void): Promise<Begun | number> {
  makeFolderSync(runs);
  const log = join(runs, `.${process.pid}-${LOG_FILE}`);
  const file = openSync(log, 'w');
  const { args, env } = withoutAddresses(process.argv.slice(2).filter((text) => text !== '--detach'));
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1], ...args], {
    detached: true,
    stdio: ['ignore', file, file, 'ipc'],
    env: { ...process.env, ...env, [MARK]: '1' },
  });
  closeSync(file);
  const leave = (): void => void child.kill('SIGINT');
  process.once('SIGINT', leave);
  const outcome = await new Promise<Begun | number>((resolve) => {
    child.once('message', (message) => resolve(message as Begun));
    child.once('close', (code) => resolve(code ?? EXIT.runFailed));
  });
  process.off('SIGINT', leave);
  if (typeof outcome === 'number') {
    onError(readFileSync(log, 'utf8').trimEnd());
    rmSync(log, { force: true });
    return outcome;
  }
  renameSync(log, join(outcome.folder, LOG_FILE));
  child.disconnect();
  child.unref();
  return outcome;
}

function withoutAddresses(given: readonly string[]): {
  readonly args: readonly string[];
  readonly env: Record<string, string>;
} {
  const args: string[] = [];
  const env: Record<string, string> = {};
  for (let at = 0; at < given.length; at++) {
    const [option, inline] = given[at].split(/=(.*)/s, 2);
    const variable = HIDDEN[option];
    if (variable === undefined) args.push(given[at]);
    else env[variable] = inline ?? given[++at] ?? '';
  }
  return { args, env };
}

/** Of a process that was started in the background: writes its events into the folder of its run. */
export class DetachedEvents {
  #file: string | undefined;
  #lines: string[] = [];

  /** @returns undefined in a process with a terminal */
  static ofThisProcess(): DetachedEvents | undefined {
    return process.env[MARK] === '1' && process.send ? new DetachedEvents() : undefined;
  }

  /** @param folderOf - the folder of a run, by its id */
  onEvent(event: RunEvent, folderOf: (id: string) => string): void {
    if (event.event === 'run-start' && this.#file === undefined) {
      const folder = folderOf(event.run);
      this.#file = join(folder, EVENTS_FILE);
      writeFileSync(this.#file, '');
      process.send?.({ run: event.run, folder } satisfies Begun, () => undefined);
    }
    this.#write(event);
  }

  /** @param error - undefined where all went well */
  end(error: unknown): void {
    const shown = error instanceof RunError || error instanceof DataError ? error.cause : error;
    const failed = error === undefined ? {} : { error: String((shown as Error)?.message ?? shown) };
    const code = error === undefined ? Number(process.exitCode ?? EXIT.ok) : exitCodeOf(error);
    this.#write({ event: 'exit', code, ...failed });
  }

  #write(event: RunEvent | Exit): void {
    this.#lines.push(`${JSON.stringify(event)}\n`);
    if (this.#file === undefined) return; // until the run has a folder
    try {
      writeFileSync(this.#file, this.#lines.join(''), { flag: 'a' });
    } catch {
      // A full disk: the run itself says so.
    }
    this.#lines = [];
  }
}
