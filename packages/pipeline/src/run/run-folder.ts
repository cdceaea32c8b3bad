import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { writeError, writeWhole } from '@selvedge/files';
import { isAlive } from '@selvedge/workflow';
import type { RunAudit } from './audit-entry.js';

export type RunStatus = 'running' | 'finished' | 'failed' | 'interrupted';

/** `run.json`: what a run is and how far it came. Plain JSON. */
export interface RunRecord {
  readonly format: 1;
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  /** ISO 8601. */
  readonly started: string;
  readonly ended?: string;
  readonly seconds?: number;
  readonly seed: number | string;
  readonly files: readonly string[];
  readonly projectDirectory: string;
  readonly process: number;
  /** How often it was resumed after an interruption. */
  readonly resumed: number;
  readonly digest?: string;
  readonly error?: string;
  /** What the guards saw: accesses to test labels, copies, probes. */
  readonly audit?: RunAudit;
  /** Options of the command line that decide the results. */
  readonly dataDirectory?: string;
  /** Where its plugins came from, and which they were. */
  readonly configFile?: string;
  readonly plugins?: readonly RecordedPlugin[];
}

/** A plugin of a run, and what the run used of it beside networks. Plain JSON. */
export interface RecordedPlugin {
  readonly name: string;
  readonly version?: string;
  /** Kinds of models; absent in runs of earlier releases. */
  readonly models?: readonly string[];
  readonly transforms?: readonly string[];
}

export const RUN_FILE = 'run.json';

/** A run's folder. Every file appears whole; the two logs grow by lines. */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async write(name: string, content: string | Uint8Array): Promise<void> {
    await writeWhole(join(this.path, name), content);
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  async append(name: string, value: unknown): Promise<void> {
    const path = join(this.path, name);
    await appendFile(path, `${JSON.stringify(value)}\n`).catch((error: unknown) => {
      throw writeError(path, error);
    });
  }

  async readJson<T>(name: string): Promise<T> {
    return JSON.parse(await readFile(join(this.path, name), 'utf8')) as T;
  }

  async readBytes(name: string): Promise<Uint8Array> {
    return readFile(join(this.path, name));
  }

  async record(): Promise<RunRecord | undefined> {
    try {
      const record = await this.readJson<RunRecord>(RUN_FILE);
      return record.format === 1 && typeof record.id === 'string' ? record : undefined;
    } catch {
      return undefined;
    }
  }
}

/** `20261120-225301-quickstart-1f3a` */
export function newRunId(name: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${name}-${randomBytes(2).toString('hex')}`;
}

/**
 * Makes the folder of a new run.
 *
 * @throws SelvedgeError `invalid-argument` when `path` holds something that is not a run
 */
export async function createRunFolder(path: string): Promise<RunFolder> {
  const folder = new RunFolder(resolve(path));
  const names = await readdir(folder.path).catch(() => []);
  if (names.length > 0) {
    if ((await folder.record()) === undefined) {
      throw new SelvedgeError(
        'invalid-argument',
        `the folder ${path} is not empty and holds no run; choose another for --output, or empty it.`,
      );
    }
    await rm(folder.path, { recursive: true, force: true });
  }
  await mkdir(folder.path, { recursive: true }).catch((error: unknown) => {
    throw writeError(folder.path, error);
  });
  return folder;
}

/** A run with its folder, as `selvedge runs ls` shows it. */
export interface ListedRun extends RunRecord {
  readonly path: string;
}

/** Every run below a folder, the newest first. */
export async function listRuns(runsDirectory: string): Promise<readonly ListedRun[]> {
  const names = await readdir(runsDirectory).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<ListedRun | undefined> => {
      const path = join(runsDirectory, name);
      const record = await new RunFolder(path).record();
      return record && { ...record, path };
    }),
  );
  return found.filter((run) => run !== undefined).sort((a, b) => (a.started < b.started ? 1 : -1));
}

/**
 * The run that a person names: a folder, an id, the beginning of one, a pipeline's name (its newest run), or `latest`.
 *
 * @throws SelvedgeError `not-found`
 */
export async function findRun(text: string, runsDirectory: string): Promise<ListedRun> {
  const direct = await new RunFolder(resolve(text)).record();
  if (direct) return { ...direct, path: resolve(text) };
  const runs = await listRuns(runsDirectory);
  const found =
    text === 'latest'
      ? runs[0]
      : (runs.find(({ id, path }) => id === text || path === join(runsDirectory, text)) ??
        runs.find(({ name }) => name === text) ??
        runs.find(({ id }) => id.startsWith(text)));
  if (found) return found;
  const known = runs.slice(0, 5).map(({ id }) => id);
  throw new SelvedgeError(
    'not-found',
    `there is no run '${text}' in ${runsDirectory}; ${known.length > 0 ? `the newest are ${known.join(', ')}` : 'it holds none'}.`,
  );
}

/** Whether the process that writes a run still lives. */
export function isRunning({ status, process: pid }: RunRecord): boolean {
  return status === 'running' && isAlive(pid);
}
