import { randomInt } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { isPartOf, makeFolderSync, partName } from '@selvedge/files/steps';
import { type Holder, holderLives, thisHolder } from './holder.js';

/** How often a sign of life is given, in milliseconds. */
const BEAT_MS = 10_000;
/** A process of another machine without a sign of life for so long is taken for dead, in milliseconds. */
const SILENCE_MS = 120_000;
/** Of claims that meet each other; between two of them a random time of at most so many milliseconds passes. */
const MOST_TRIES = 40;
const LONGEST_WAIT_MS = 50;

/**
 * A file that says that its process is at work. It counts while the process lives: on this machine by its number and the
 * time it began, elsewhere (another host or a container that shares the folder) by the file's time, which a thread of its
 * own renews, so that a long computation does not look like death.
 */
export class Lease {
  readonly path: string;
  readonly #heart: Worker | undefined;

  private constructor(path: string, heart: Worker | undefined) {
    this.path = path;
    this.#heart = heart;
  }

  /**
   * The one lease of this name: no two processes have it at a time.
   *
   * @returns undefined where another process at work has it
   * @throws the system's error where the folder cannot be written
   */
  static async claim(path: string): Promise<Lease | undefined> {
    const intent = partName(path);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      try {
        writeFileSync(intent, textOf(thisHolder()));
        // Whoever would claim says so first and looks around then: of two at least one sees the other, and steps back.
        const isAlone = await noneClaims(path, intent);
        if ((await readLease(path)) !== undefined) return undefined;
        if (isAlone && (await renamed(intent, path))) return new Lease(path, beating(path));
      } finally {
        rmSync(intent, { force: true });
      }
      await setTimeout(randomInt(LONGEST_WAIT_MS));
    }
    return undefined;
  }

  /** Writes the file. Where the folder cannot be written there is no lease, and no error: leases spare work, no more. */
  static take(path: string): Lease | undefined {
    const part = partName(path);
    try {
      makeFolderSync(dirname(path));
    } catch {
      return undefined;
    }
    try {
      // Whole at once: who reads half of it takes it for that of a dead process.
      writeFileSync(part, textOf(thisHolder()));
      renameSync(part, path);
    } catch {
      rmSync(part, { force: true });
      return undefined;
    }
    return new Lease(path, beating(path));
  }

  /** Adds a line to the file. */
  note(line: string): void {
    try {
      appendFileSync(this.path, `${line}\n`);
    } catch {
      // The folder was removed, or the disk is full: what is not held is made again.
    }
  }

  release(): void {
    this.#heart?.postMessage('stop');
    this.#heart?.terminate().catch(() => undefined);
    // One that was silent for too long, on a machine that slept, may have another holder by now.
    if (isOurs(this.path)) rmSync(this.path, { force: true });
  }
}

/** Whether no other living process is about to claim the lease. What dead ones left of that is removed. */
async function noneClaims(path: string, intent: string): Promise<boolean> {
  const folder = dirname(path);
  const names = await readdir(folder);
  const others = names.filter((name) => isPartOf(name, basename(path))).map((name) => join(folder, name));
  let isAlone = true;
  for (const other of others) {
    if (other === intent) continue;
    const [first] = await linesOf(other);
    if (first === '') continue; // being written, or gone
    if (await lives(other, first)) isAlone = false;
    else await rm(other, { force: true });
  }
  return isAlone;
}

/** Windows refuses while another process reads the file; and another claim may have taken it for that of a dead process. */
const renamed = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (['EPERM', 'EACCES', 'EBUSY', 'ENOENT'].includes(error.code ?? '')) return false;
      throw error;
    },
  );

const textOf = (holder: Holder): string => `${JSON.stringify(holder)}\n`;

function isOurs(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').startsWith(textOf(thisHolder()));
  } catch {
    return false;
  }
}

const BEAT = `
const { parentPort, workerData: { path, every } } = require('node:worker_threads');
const { utimesSync } = require('node:fs');
const timer = setInterval(() => { try { const now = new Date(); utimesSync(path, now, now); } catch {} }, every);
parentPort.once('message', () => clearInterval(timer));
`;

function beating(path: string): Worker | undefined {
  try {
    const heart = new Worker(BEAT, { eval: true, workerData: { path, every: BEAT_MS }, stdout: false, stderr: false });
    heart.on('error', () => undefined);
    heart.unref();
    return heart;
  } catch {
    return undefined; // too many threads: this machine still knows the process by its number
  }
}

/** The lines that were added to a lease whose process lives; undefined where it is dead or there is no lease. */
export async function readLease(path: string): Promise<readonly string[] | undefined> {
  const [first, ...lines] = await linesOf(path);
  return (await lives(path, first)) ? lines.filter((line) => line !== '') : undefined;
}

/** The number of the process of this machine that has a lease; undefined where none has it that lives here. */
export async function leaseHolder(path: string): Promise<number | undefined> {
  const holder = holderOf((await linesOf(path))[0]);
  return holder && holderLives(holder) === true ? holder.process : undefined;
}

const linesOf = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n');

/** @param first - the lease's first line */
async function lives(path: string, first: string): Promise<boolean> {
  const holder = holderOf(first);
  return holder !== undefined && (holderLives(holder) ?? (await beatsStill(path)));
}

function holderOf(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return Number.isSafeInteger(holder?.process) && typeof holder?.machine === 'string'
      ? (holder as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Times are compared with that of a file written now beside it, because machines' clocks differ. */
async function beatsStill(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && (await timeBeside(path)) - info.mtimeMs < SILENCE_MS;
}

async function timeBeside(path: string): Promise<number> {
  const probe = partName(path);
  try {
    await writeFile(probe, '');
    const { mtimeMs } = await stat(probe);
    return mtimeMs;
  } catch {
    return Date.now();
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}
