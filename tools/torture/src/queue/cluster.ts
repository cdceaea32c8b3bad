import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, type Service, startRedis } from '@selvedge/jest-tools/services';
import { type Started, startSelvedge } from '../selvedge-process.js';
import { LOG, makeMachine } from './waiting-project.js';

/** The longest that a process of the command may live, in milliseconds. */
const LIMIT_MS = 900_000;
/** Processes that lost their parent get so long to notice, in milliseconds. */
const GONE_MS = 10_000;

/** What can be killed and comes back. */
export interface Part {
  readonly name: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Redis, a store server and workers, each with a folder of its own. */
export class Cluster {
  readonly #place: string;
  readonly #redis: Service;
  readonly #store: CommandPart;
  readonly workers: readonly Part[];
  readonly storeUrl: string;

  private constructor(place: string, redis: Service, store: CommandPart, workers: readonly Part[], storeUrl: string) {
    this.#place = place;
    this.#redis = redis;
    this.#store = store;
    this.workers = workers;
    this.storeUrl = storeUrl;
  }

  static async start(place: string, workers: number): Promise<Cluster> {
    const redis = await startRedis();
    const port = await freePort();
    const storeUrl = `http://127.0.0.1:${port}`;
    const env = environmentOf(place);
    const served = ['cache', 'serve', '--port', String(port), '--dir', join(place, 'store')];
    const store = new CommandPart('store', place, served, env, /serves/);
    const parts: CommandPart[] = [];
    for (let at = 1; at <= workers; at++) {
      const folder = join(place, `worker-${at}`);
      await makeMachine(folder);
      const words = ['worker', '--queue', redis.url, '--store', storeUrl, '--cache-dir', join(folder, 'cache')];
      parts.push(new CommandPart('worker', folder, [...words, '--name', `worker-${at}`], env));
    }
    const cluster = new Cluster(place, redis, store, parts, storeUrl);
    try {
      await store.start();
      for (const part of parts) await part.start();
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return cluster;
  }

  get queueUrl(): string {
    return this.#redis.url;
  }

  get store(): Part {
    return this.#store;
  }

  get redis(): Part {
    return { name: 'redis', kill: () => this.#redis.kill(), start: () => this.#redis.start() };
  }

  /** Ends everything. @returns processes of it that are still there */
  async close(): Promise<readonly string[]> {
    for (const part of this.workers) await part.kill();
    await this.#store.kill();
    await this.#redis.close();
    const end = performance.now() + GONE_MS;
    for (;;) {
      const left = await processesOf(this.#place);
      if (left.length === 0 || performance.now() > end) return left;
      await sleep(100);
    }
  }
}

export const environmentOf = (place: string): NodeJS.ProcessEnv => ({
  [LOG]: join(place, 'fits'),
  SELVEDGE_THREADS: '1',
});

class CommandPart implements Part {
  readonly name: string;
  readonly #folder: string;
  readonly #words: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #isReady: RegExp | undefined;
  #started: Started | undefined;

  constructor(name: string, folder: string, words: readonly string[], env: NodeJS.ProcessEnv, isReady?: RegExp) {
    this.name = name;
    this.#folder = folder;
    this.#words = words;
    this.#env = env;
    this.#isReady = isReady;
  }

  async start(): Promise<void> {
    const started = startSelvedge(this.#folder, this.#words, { limitMs: LIMIT_MS, env: this.#env });
    this.#started = started;
    if (!this.#isReady) {
      // It gives up where it finds no queue at the beginning; what looks after it starts it again.
      void started.ended.then(() => (this.#started === started ? this.start() : undefined));
      return;
    }
    const isReady = this.#isReady;
    await new Promise<void>((resolve, reject) => {
      started.child.stdout?.on('data', (text: Buffer) => isReady.test(text.toString()) && resolve());
      void started.ended.then(({ stderr }) => reject(new Error(`${this.name} ends at once: ${stderr}`)));
    });
  }

  async kill(): Promise<void> {
    const started = this.#started;
    this.#started = undefined;
    started?.child.kill('SIGKILL');
    await started?.ended;
  }
}

/** Processes that were started for a place, found by their environment. Linux alone lists them. */
async function processesOf(place: string): Promise<readonly string[]> {
  const mark = `${LOG}=${join(place, 'fits')}`;
  const found: string[] = [];
  for (const id of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(id)) continue;
    const text = await readFile(`/proc/${id}/environ`, 'latin1').catch(() => '');
    if (!text.split('\0').includes(mark)) continue;
    found.push((await readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => '')).replaceAll('\0', ' ').slice(0, 200));
  }
  return found;
}
