import { access, appendFile, readdir, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import { readBytes, sha256, writeWhole } from '@selvedge/files';
import { ifThere, isPartOf, makeFolder, writeError } from '@selvedge/files/steps';
import { isAlive, Lease, readLease } from '@selvedge/workflow/folders';
import type { VerifyOptions } from '../models/sealed-state.js';
import type { RunAudit } from './audit-entry.js';
import { endsWithLine } from './ends-with-line.js';
import { damaged, type Manifest, readManifest } from './manifest.js';
import type { SourceState } from './source-state.js';
import { RECORD, type STATUSES } from './stored-record.js';

export type RunStatus = (typeof STATUSES)[number];

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
  /** Of the specification and the data: what a run that goes on must have in common with its beginning. */
  readonly identity?: string;
  readonly data?: readonly RecordedData[];
  /** The project that it belongs to. */
  readonly source?: SourceState;
  /** What computed it: `environment.json` says more. */
  readonly threads?: number;
  readonly processor?: string;
  readonly versions?: Readonly<Record<string, string>>;
  /** How often it was resumed after an interruption. */
  readonly resumed: number;
  readonly digest?: string;
  readonly error?: string;
  /** Why trackers stopped before the run ended, one text for each; absent when all figures arrived. */
  readonly trackingFailures?: readonly string[];
  /** What the guards saw: accesses to test labels, copies, probes. */
  readonly audit?: RunAudit;
  /** Options of the command line that decide the results. */
  readonly dataDirectory?: string;
  /** Where its plugins came from, and which they were. */
  readonly configFile?: string;
  readonly plugins?: readonly RecordedPlugin[];
}

/** Rows that a run read. Plain JSON. */
export interface RecordedData {
  readonly name: string;
  /** SHA-256 of features, labels, classes and shape. */
  readonly digest: string;
  readonly trainRows: number;
  readonly testRows?: number;
}

/** A plugin of a run, and what the run used of it beside networks. Plain JSON. */
export interface RecordedPlugin {
  readonly name: string;
  readonly version?: string;
  /** Kinds of models; absent in runs of earlier releases. */
  readonly models?: readonly string[];
  readonly transforms?: readonly string[];
}

/** Letters beyond which JSON is written without indentation. */
const READ_BY_PEOPLE = 4_000_000;

export const RUN_FILE = 'run.json';

/** Is there while a process works on the run, and says which. */
export const LOCK_FILE = 'lock';

/** A run's folder. Every file appears whole; the two logs grow by lines. */
export class RunFolder {
  readonly path: string;
  readonly #whole = new Set<string>();
  readonly #written = new Map<string, string>();
  readonly #verify: boolean;
  #manifest: Promise<Manifest | undefined> | undefined;

  /** @param options - `verify: false`: files are read as they are, whatever the manifest of a finished run says */
  constructor(path: string, { verify = true }: VerifyOptions = {}) {
    this.path = path;
    this.#verify = verify;
  }

  /** @param digest - SHA-256 of the content, where the caller knows it */
  async write(name: string, content: string | Uint8Array, digest?: string): Promise<void> {
    this.#manifest = undefined;
    this.#written.delete(pathOf(name));
    const writing = writeWhole(join(this.path, name), content);
    const written = digest ?? sha256(content); // while the system writes
    await writing;
    this.#written.set(pathOf(name), written);
  }

  /** Digests of what this object wrote, by path with forward slashes. Files that grow are not among them. */
  get written(): ReadonlyMap<string, string> {
    return this.#written;
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value, null, 2);
    // Of a matrix of a thousand classes nine tenths would be blanks: 130 MB for three models.
    await this.write(name, `${text.length > READ_BY_PEOPLE ? JSON.stringify(value) : text}\n`);
  }

  async append(name: string, value: unknown): Promise<void> {
    const path = join(this.path, name);
    // A process that was killed, or a full disk, may have left half a line: ours begins on the next one.
    const start = this.#whole.has(name) || (await endsWithLine(path)) ? '' : '\n';
    this.#whole.delete(name);
    this.#written.delete(pathOf(name));
    await appendFile(path, `${start}${JSON.stringify(value)}\n`).catch((error: unknown) => {
      throw writeError(path, error);
    });
    this.#whole.add(name);
  }

  async readJson<T>(name: string): Promise<T> {
    const bytes = await this.readBytes(name);
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as T;
    } catch (cause) {
      throw new SelvedgeError(
        'corrupt-file',
        `${join(this.path, name)} is not JSON (${messageOf(cause)}). Run it again.`,
        { cause },
      );
    }
  }

  /** @throws SelvedgeError `not-found`, `io`; `corrupt-file` for a file that is not as the finished run wrote it */
  async readBytes(name: string): Promise<Uint8Array> {
    const path = join(this.path, name);
    const bytes = await readKept(path);
    if (!this.#verify) return bytes;
    this.#manifest ??= readManifest(this.path);
    const digest = (await this.#manifest)?.files[pathOf(name)];
    if (digest !== undefined && digest !== sha256(bytes)) throw damaged(path);
    return bytes;
  }

  async record(): Promise<RunRecord | undefined> {
    try {
      const text = new TextDecoder().decode(await readBytes(join(this.path, RUN_FILE)));
      const record: unknown = JSON.parse(text);
      return RECORD.safeParse(record).success ? (record as RunRecord) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A file that a run or a model has kept. @throws SelvedgeError `corrupt-file` for a folder in its place, and as `readBytes` */
export async function readKept(path: string): Promise<Uint8Array> {
  try {
    return await readBytes(path);
  } catch (error) {
    if (error instanceof SelvedgeError && error.code === 'invalid-argument')
      throw new SelvedgeError('corrupt-file', `${error.message} Put back what was there, or run it again.`, {
        cause: error,
      });
    throw error;
  }
}

/** As the manifest has it. */
const pathOf = (name: string): string => name.split(sep).join('/');

/**
 * Makes the folder of a new run, and takes it for this process. What an earlier run left there is removed.
 *
 * @throws SelvedgeError `invalid-argument` when `path` holds something that is not a run, or one that is at work
 */
export async function createRunFolder(path: string): Promise<{ readonly folder: RunFolder; readonly lock: Lease }> {
  const folder = new RunFolder(resolve(path));
  await makeFolder(folder.path);
  const all = await readdir(folder.path).catch(() => []);
  const names = all.filter((name) => name !== LOCK_FILE && !isPartOf(name, LOCK_FILE));
  const record = await folder.record();
  if (names.length > 0 && record === undefined) {
    throw new SelvedgeError(
      'invalid-argument',
      `the folder ${path} is not empty and holds no run; choose another for --output, or empty it.`,
    );
  }
  const lock = await lockRun(folder, record);
  // The folder itself stays: it may be a link, or where another program looks.
  for (const name of names) {
    await rm(join(folder.path, name), { recursive: true, force: true }).catch((error: unknown) => {
      lock.release();
      throw writeError(join(folder.path, name), error);
    });
  }
  return { folder, lock };
}

/**
 * Takes a run for this process: no other one goes on with it, removes it or writes over it while this one lives.
 *
 * @throws SelvedgeError `invalid-argument` where another process works on it, `io`
 */
export async function lockRun(folder: RunFolder, record: RunRecord | undefined): Promise<Lease> {
  const busy = (): SelvedgeError =>
    new SelvedgeError(
      'invalid-argument',
      `the run in ${folder.path} is still at work${record ? ` (process ${record.process})` : ''}; stop it first, or choose another folder with --output.`,
    );
  if (record && (await isRunning({ ...record, path: folder.path }))) throw busy();
  const lock = await Lease.claim(join(folder.path, LOCK_FILE)).catch((error: unknown) => {
    throw writeError(folder.path, error);
  });
  if (!lock) throw busy();
  return lock;
}

/** A run with its folder, as `selvedge runs ls` shows it. */
export interface ListedRun extends RunRecord {
  readonly path: string;
  /** False: its files are read as they are. */
  readonly verify?: boolean;
}

/** Every run below a folder, the newest first. */
export async function listRuns(runsDirectory: string): Promise<readonly ListedRun[]> {
  const names = (await ifThere(runsDirectory, readdir(runsDirectory))) ?? [];
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
 * @throws SelvedgeError `not-found`; `corrupt-file` for a record that is not as the run wrote it
 */
export async function findRun(
  text: string,
  runsDirectory: string,
  { verify = true }: VerifyOptions = {},
): Promise<ListedRun> {
  const run = { ...(await namedRun(text, runsDirectory)), ...(!verify && { verify }) };
  await new RunFolder(run.path, run).readBytes(RUN_FILE);
  return run;
}

async function namedRun(text: string, runsDirectory: string): Promise<ListedRun> {
  const direct = await new RunFolder(resolve(text)).record();
  if (direct) return { ...direct, path: resolve(text) };
  if (await exists(join(resolve(text), RUN_FILE))) throw damaged(join(resolve(text), RUN_FILE));
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

/** Whether the process that writes a run still lives, on this machine or on another that shares the folder. */
export async function isRunning({ status, process: pid, identity, path }: ListedRun): Promise<boolean> {
  if (status !== 'running') return false;
  if ((await readLease(join(path, LOCK_FILE))) !== undefined) return true;
  // Runs of earlier releases have no lock.
  return identity === undefined && isAlive(pid);
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
