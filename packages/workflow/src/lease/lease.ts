import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeFolderSync, partName } from '@selvedge/files/steps';
import { type Holder, holderLives, thisHolder } from './holder.js';

/** How often a sign of life is given, in milliseconds. */
const BEAT_MS = 10_000;
/** A process of another machine without a sign of life for so long is taken for dead, in milliseconds. */
const SILENCE_MS = 120_000;

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
    for (let tries = 0; tries < 10; tries++) {
      try {
        writeFileSync(path, `${JSON.stringify(thisHolder())}\n`, { flag: 'wx' });
        return new Lease(path, beating(path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if ((await readLease(path)) !== undefined) return undefined;
      // Of several that find a dead one, each moves away at most one file before it tries again.
      const grave = partName(path);
      await rename(path, grave).catch(() => undefined);
      await rm(grave, { force: true });
    }
    return undefined;
  }

  /** Writes the file. Where the folder cannot be written there is no lease, and no error: leases spare work, no more. */
  static take(path: string): Lease | undefined {
    try {
      makeFolderSync(dirname(path));
      writeFileSync(path, `${JSON.stringify(thisHolder())}\n`);
    } catch {
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
    rmSync(this.path, { force: true });
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
  const [first, ...lines] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const holder = holderOf(first);
  if (!holder) return undefined;
  const lives = holderLives(holder) ?? (await beatsStill(path));
  return lives ? lines.filter((line) => line !== '') : undefined;
}

/** The number of the process of this machine that has a lease; undefined where none has it that lives here. */
export async function leaseHolder(path: string): Promise<number | undefined> {
  const [first] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const holder = holderOf(first);
  return holder && holderLives(holder) === true ? holder.process : undefined;
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
