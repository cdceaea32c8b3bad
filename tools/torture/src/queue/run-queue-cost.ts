import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mean } from '@selvedge/data/arithmetic';
import type { PartResult } from '../finding.js';
import type { Options } from '../options.js';
import { startSelvedge } from '../selvedge-process.js';
import { Cluster, environmentOf } from './cluster.js';
import { type Fit, fitsOf, makeCoordinator, PIPELINE, type Sweep } from './waiting-project.js';

/** How long a fit takes, in milliseconds. It waits, so that cores are no limit. */
const FIT_MS = 1000;
const WORKERS = [1, 2, 3];
const FOLDS = 5;

/**
 * What queue and store cost: a sweep of `count` fits of a second and five folds of the best, in one process and over one to three
 * workers. Of each process the time from the beginning of a trial to the beginning of its next, which holds everything around a trial,
 * less the second; of the folds the time from the first beginning to the last end.
 */
export async function runQueueCost({ count }: Options): Promise<PartResult> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const sweep = { points: count, milliseconds: FIT_MS, folds: FOLDS };
  const rows: (string | number)[][] = [];
  try {
    const alone = join(folder, 'alone');
    await makeCoordinator(alone, sweep);
    rows.push(['one process', ...(await costOf(alone, alone, sweep, []))]);
    for (const workers of WORKERS) {
      const spread = join(folder, `spread-${workers}`);
      const home = join(spread, 'coordinator');
      await makeCoordinator(home, sweep);
      const cluster = await Cluster.start(spread, workers);
      try {
        const words = ['--queue', cluster.queueUrl, '--store', cluster.storeUrl];
        rows.push([`workers: ${workers}`, ...(await costOf(home, spread, sweep, words))]);
      } finally {
        await cluster.close();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const head = ['where', 'trials', 'run (s)', 'median around a trial (ms)', 'mean (ms)', `${FOLDS} folds (s)`];
  return { trials: rows.length, seconds: (performance.now() - started) / 1000, rows, head, findings: [] };
}

async function costOf(
  home: string,
  place: string,
  { points }: Sweep,
  words: readonly string[],
): Promise<readonly (string | number)[]> {
  const { code, stderr, milliseconds } = await startSelvedge(home, ['run', PIPELINE, '-q', ...words], {
    limitMs: 600_000,
    env: environmentOf(place),
  }).ended;
  if (code !== 0) throw new Error(`the run fails: ${stderr}`);
  const all = (await fitsOf(place)).filter(({ point }) => point !== '0');
  const begins = all.filter(({ what }) => what === 'begin');
  const folds = begins.slice(points); // they follow the trials
  const trials = begins.slice(0, points);
  const around = timesBetween(trials).map((each) => each - FIT_MS);
  around.sort((a, b) => a - b);
  const ofFolds = (Math.max(...all.map(({ at }) => at)) - folds[0].at) / 1000;
  return [
    trials.length,
    (milliseconds / 1000).toFixed(1),
    around[around.length >> 1],
    mean(around).toFixed(0),
    `${folds.length}: ${ofFolds.toFixed(2)}`,
  ];
}

/** From the beginning of a fit to the next one of the same process. */
function timesBetween(begins: readonly Fit[]): number[] {
  const last = new Map<string, number>();
  const found: number[] = [];
  for (const { process, at } of begins) {
    const before = last.get(process);
    if (before !== undefined) found.push(at - before);
    last.set(process, at);
  }
  return found;
}
