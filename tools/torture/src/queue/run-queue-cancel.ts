import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding, PartResult } from '../finding.js';
import type { Options } from '../options.js';
import { startSelvedge } from '../selvedge-process.js';
import { Cluster, environmentOf } from './cluster.js';
import { fitsOf, makeCoordinator, PIPELINE } from './waiting-project.js';

const WORKERS = 3;
/** No fit ends by itself. */
const FIT_MS = 600_000;
/** What a run promises. */
const PROMISED_MS = 2000;

/**
 * How long Ctrl-C takes everywhere: `count` times, from the signal to the coordinator until the last step process of three workers is
 * gone, and until the coordinator is. A fit is in code that hears of no signal, so each process is killed in the end.
 */
export async function runQueueCancel({ count, seed }: Options): Promise<PartResult> {
  const started = performance.now();
  const place = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const home = join(place, 'coordinator');
  const findings: Finding[] = [];
  const gone: number[] = [];
  const ended: number[] = [];
  try {
    await makeCoordinator(home, { points: 20, milliseconds: FIT_MS });
    const cluster = await Cluster.start(place, WORKERS);
    try {
      const words = ['run', PIPELINE, '-q', '--queue', cluster.queueUrl, '--store', cluster.storeUrl];
      for (let at = 0; at < count; at++) {
        const before = (await begunIn(place)).length;
        const run = startSelvedge(home, words, { env: environmentOf(place), limitMs: FIT_MS });
        while ((await begunIn(place)).length < before + WORKERS && run.child.exitCode === null) await sleep(20);
        await sleep(300); // in the midst of it
        const steps = (await begunIn(place)).slice(before);
        const signalled = performance.now();
        run.child.kill('SIGINT');
        const ending = run.ended.then(() => performance.now() - signalled);
        while (steps.some(isAlive)) await sleep(5);
        gone.push(performance.now() - signalled);
        ended.push(await ending);
        const message = `a step process lived for ${Math.round(gone[at])} ms after Ctrl-C`;
        if (gone[at] > PROMISED_MS) findings.push({ kind: 'slow', where: 'cancel', seed: seed + at, message });
      }
    } finally {
      await cluster.close();
    }
  } finally {
    await rm(place, { recursive: true, force: true });
  }
  const rows = [
    ['last step process gone', ...spreadOf(gone)],
    ['coordinator gone', ...spreadOf(ended)],
  ];
  const head = ['after Ctrl-C (ms)', 'least', 'median', 'most'];
  return { trials: count, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

/** Process ids of fits that have begun, but for the probe for leaks. */
async function begunIn(place: string): Promise<readonly number[]> {
  const fits = await fitsOf(place).catch(() => []);
  return fits.filter(({ what, point }) => what === 'begin' && point !== '0').map(({ process: id }) => Number(id));
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

function spreadOf(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b).map(Math.round);
  return [sorted[0], sorted[sorted.length >> 1], sorted[sorted.length - 1]];
}
