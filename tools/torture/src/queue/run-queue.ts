import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRng, type Rng } from '@selvedge/data';
import { listRuns } from '@selvedge/pipeline/runs';
import type { Finding, PartResult } from '../finding.js';
import type { Options } from '../options.js';
import { type Ended, type Started, startSelvedge } from '../selvedge-process.js';
import { Cluster, environmentOf, type Part } from './cluster.js';
import { fitsOf, makeCoordinator, PIPELINE, type Sweep } from './waiting-project.js';

/** How a round goes. */
export interface Round {
  readonly sweep: Sweep;
  readonly workers: number;
  /** Kills of a round, one after the other. */
  readonly kills: number;
  /** Longest time between two kills, and longest time that something is away, in milliseconds. */
  readonly pauseMs: number;
  readonly awayMs: number;
}

const ROUND: Round = {
  sweep: { points: 60, milliseconds: 400, folds: 5 },
  workers: 3,
  kills: 14,
  pauseMs: 2500,
  awayMs: 1500,
};
/** What rounds search by, in turn. */
const SEARCHES = ['grid', 'tpe'] as const;
/** What is killed, as often as it stands here. */
const VICTIMS = ['worker', 'worker', 'worker', 'coordinator', 'redis', 'store'] as const;
/** A cluster where nothing happens for so long after a kill hangs, in milliseconds. */
const HANG_MS = 30_000;
/** How often a fit may be computed for each time that one process does. */
const MOST_FITS = 2;

/**
 * A sweep of short fits, and folds of the best of them, over workers, Redis and a store server, which are killed with SIGKILL at random moments and come back, as
 * the coordinator does with `--resume`. A round ends when the run does: its digest is that of one process, nothing was computed
 * more than twice as often, there was a sign of life at least every 30 s, and no process is left.
 */
export async function runQueue({ seed, count, seconds }: Options, round: Round = ROUND): Promise<PartResult> {
  const started = performance.now();
  const findings: Finding[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const kills: Record<(typeof VICTIMS)[number], number> = { worker: 0, coordinator: 0, redis: 0, store: 0 };
  const all = (): number => Object.values(kills).reduce((sum, each) => sum + each, 0);
  const sums = { rounds: 0, same: 0, fits: 0, again: 0, longest: 0 };
  try {
    const undisturbed = new Map<string, Promise<Outcome>>();
    for (let at = seed; all() < count && performance.now() - started < seconds * 1000; at++) {
      const search = SEARCHES[at % SEARCHES.length];
      const sweep = { ...round.sweep, search };
      const calm = undisturbed.get(search) ?? runAlone(join(folder, search), sweep);
      undisturbed.set(search, calm);
      const { digest: wanted, fits: least } = await calm;
      const place = join(folder, `round-${at}`);
      const note = (kind: string, message: string): void =>
        void findings.push({ kind, where: 'queue', seed: at, message });
      const disturbed = new DisturbedRun(
        place,
        { ...round, sweep, kills: Math.min(round.kills, count - all()) },
        kills,
        note,
      );
      const { digest, fits } = await disturbed.run(createRng(`queue ${at}`));
      sums.rounds++;
      if (digest === wanted) sums.same++;
      else if (digest !== undefined) note('other results', digest);
      for (const [point, times] of fits) {
        sums.fits += times;
        const once = least.get(point) ?? 0;
        sums.again += Math.max(0, times - once);
        if (times > MOST_FITS * once) note('computed often', `point ${point}: ${times} times`);
      }
      sums.longest = Math.max(sums.longest, disturbed.longestMs / 1000);
      await rm(place, { recursive: true, force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { rounds, same, fits, again, longest } = sums;
  const head = ['rounds', ...VICTIMS.slice(2), 'runs with the digest', 'fits', 'of them again', 'longest silence (s)'];
  const rows = [
    [rounds, kills.worker, kills.coordinator, kills.redis, kills.store, same, fits, again, longest.toFixed(1)],
  ];
  return { trials: all(), seconds: (performance.now() - started) / 1000, rows, head, findings };
}

interface Outcome {
  readonly digest: string | undefined;
  /** How often each point was computed to its end. */
  readonly fits: ReadonlyMap<string, number>;
}

/** What one process comes to that nobody disturbs. */
async function runAlone(place: string, sweep: Sweep): Promise<Outcome> {
  await makeCoordinator(place, sweep);
  const end = await startSelvedge(place, ['run', PIPELINE, '-q'], { env: environmentOf(place) }).ended;
  if (end.code !== 0) throw new Error(`the run of one process fails: ${end.stderr}`);
  return { digest: await digestOf(place), fits: await timesOf(place) };
}

class DisturbedRun {
  readonly #place: string;
  readonly #round: Round;
  readonly #kills: Record<(typeof VICTIMS)[number], number>;
  readonly #note: (kind: string, message: string) => void;
  #coordinator: Started | undefined;
  #last = performance.now();
  longestMs = 0;

  constructor(
    place: string,
    round: Round,
    kills: Record<(typeof VICTIMS)[number], number>,
    note: (kind: string, message: string) => void,
  ) {
    this.#place = place;
    this.#round = round;
    this.#kills = kills;
    this.#note = note;
  }

  async run(rng: Rng): Promise<Outcome> {
    await makeCoordinator(this.#home, this.#round.sweep);
    await writeFile(join(this.#place, 'fits'), '');
    const cluster = await Cluster.start(this.#place, this.#round.workers);
    const done = new AbortController();
    let watch: Promise<void> | undefined;
    try {
      await this.#begin(cluster);
      this.#last = performance.now();
      watch = this.#watch(done);
      for (let at = 0; at < this.#round.kills && !done.signal.aborted; at++) {
        await Promise.race([sleep(200 + rng.int(this.#round.pauseMs)), this.#coordinator?.ended]);
        if (this.#hasEnded) break;
        await this.#killOne(cluster, VICTIMS[rng.int(VICTIMS.length)], rng);
      }
      await this.#finish(cluster, done);
    } finally {
      done.abort();
      await watch;
      this.#coordinator?.child.kill('SIGKILL');
      for (const left of await cluster.close()) this.#note('left behind', left);
    }
    return { digest: await digestOf(this.#home), fits: await timesOf(this.#place) };
  }

  get #home(): string {
    return join(this.#place, 'coordinator');
  }

  get #hasEnded(): boolean {
    return this.#coordinator?.child.exitCode !== null;
  }

  async #begin(cluster: Cluster): Promise<void> {
    const isBegun = (await listRuns(join(this.#home, 'runs'))).some(({ status }) => status !== 'finished');
    const words = ['run', PIPELINE, '--json-events', '--queue', cluster.queueUrl, '--store', cluster.storeUrl];
    const options = { limitMs: 900_000, env: environmentOf(this.#place) };
    this.#coordinator = startSelvedge(this.#home, [...words, ...(isBegun ? ['--resume'] : [])], options);
    this.#coordinator.child.stdout?.on('data', () => this.#sign());
  }

  async #killOne(cluster: Cluster, victim: (typeof VICTIMS)[number], rng: Rng): Promise<void> {
    this.#kills[victim]++;
    this.#sign();
    if (victim === 'coordinator') {
      this.#coordinator?.child.kill('SIGKILL');
      await this.#coordinator?.ended;
      return this.#begin(cluster);
    }
    const parts = {
      redis: cluster.redis,
      store: cluster.store,
      worker: cluster.workers[rng.int(cluster.workers.length)],
    };
    const part: Part = parts[victim];
    await part.kill();
    await sleep(rng.int(this.#round.awayMs));
    await part.start();
  }

  /** Waits for the end; a run that failed without being killed is noted, and goes on once. */
  async #finish(cluster: Cluster, done: AbortController): Promise<void> {
    for (let tried = 0; tried < 2 && !done.signal.aborted; tried++) {
      const end = await this.#coordinator?.ended;
      if (!end || end.code === 0) return;
      if (!done.signal.aborted) this.#note('failed', lastLines(end));
      if (tried === 0 && !done.signal.aborted) await this.#begin(cluster);
    }
  }

  #sign(): void {
    const now = performance.now();
    this.longestMs = Math.max(this.longestMs, now - this.#last);
    this.#last = now;
  }

  /** Ends the round where nothing happens any more. */
  async #watch(done: AbortController): Promise<void> {
    let known = 0;
    while (!done.signal.aborted) {
      await sleep(100);
      const { length } = await readFile(join(this.#place, 'fits'));
      if (length !== known) this.#sign();
      known = length;
      if (performance.now() - this.#last < HANG_MS || done.signal.aborted) continue;
      this.#note('hung', `nothing happened for ${HANG_MS / 1000} s`);
      done.abort();
      this.#coordinator?.child.kill('SIGKILL');
    }
  }
}

/** How often each point was computed to its end, by the log of a place. */
async function timesOf(place: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { what, point } of await fitsOf(place)) if (what === 'end') found.set(point, (found.get(point) ?? 0) + 1);
  return found;
}

/** Of the finished run of a project; undefined where there is none. */
async function digestOf(project: string): Promise<string | undefined> {
  const run = (await listRuns(join(project, 'runs'))).find(({ status }) => status === 'finished');
  if (!run) return undefined;
  return (JSON.parse(await readFile(join(run.path, 'results.json'), 'utf8')) as { readonly digest: string }).digest;
}

const lastLines = ({ stderr, code, signal }: Ended): string =>
  `ended with ${code ?? signal}: ${stderr.trim().split('\n').slice(-3).join(' ').slice(0, 400)}`;
