import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRng, type Rng } from '@selvedge/data';
import { listRuns } from '@selvedge/pipeline/runs';
import type { Finding, PartResult } from '../finding.js';
import type { Options } from '../options.js';
import { leftovers, makeProject, resultDigests } from '../sample-project.js';
import { type Ended, startSelvedge } from '../selvedge-process.js';

const PIPELINES = ['a', 'b'];
/** A run takes seconds; where many programs share the machine, minutes. */
const LIMIT_MS = 600_000;
/** What loops beside the runs, on their cache. */
const BESIDE: readonly (readonly string[])[] = [
  ['cache', 'gc', '--max-size', '1MB'],
  ['cache', 'clear'],
  ['cache', 'verify'],
];

/**
 * Kills runs with SIGKILL at random moments while `cache gc`, `clear` and `verify` loop beside them, two runs at once on
 * one cache, and lets them go on: in the end the models must be those of an undisturbed run, every folder complete, and
 * nothing left behind.
 */
export async function runKills({ seed, count, seconds }: Options): Promise<PartResult> {
  const started = performance.now();
  const findings: Finding[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const counts = { kills: 0, rounds: 0, ended: 0 };
  try {
    const undisturbed = join(folder, 'undisturbed');
    await makeProject(undisturbed);
    const durations: number[] = [];
    for (const name of PIPELINES) {
      const { code, milliseconds, stderr } = await runOf(undisturbed, name).ended;
      if (code !== 0) throw new Error(`the undisturbed run fails: ${stderr}`);
      durations.push(milliseconds);
    }
    const wanted = await Promise.all(
      PIPELINES.map(async (name) => resultDigests(await finishedRun(undisturbed, name))),
    );
    const longest = Math.max(...durations);
    for (let round = seed; counts.kills < count && performance.now() - started < seconds * 1000; round++) {
      const place = join(folder, `round-${round}`);
      await makeProject(place);
      counts.rounds++;
      counts.kills += await disturbedRound(place, createRng(`kills ${round}`), longest);
      const note = (kind: string, message: string): void =>
        void findings.push({ kind, where: 'kills', seed: round, message });
      for (const [at, name] of PIPELINES.entries()) {
        const end = await runOf(place, name, ['--resume']).ended;
        if (end.code !== 0) note('failed', lastLine(end));
        else counts.ended++;
        const found = await resultDigests(await finishedRun(place, name));
        const other = Object.keys(wanted[at]).filter((file) => found[file] !== wanted[at][file]);
        if (other.length > 0) note('other results', `${name}: ${other.join()}`);
      }
      // Leases of processes that were killed go with the next cleaning.
      await startSelvedge(place, ['cache', 'gc']).ended;
      const left = await leftovers(place);
      if (left.length > 0) note('left behind', left.join());
      await rm(place, { recursive: true, force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const rows = [[counts.rounds, counts.kills, counts.ended, findings.length]];
  const head = ['rounds', 'kills', 'runs that ended as undisturbed ones', 'findings'];
  return { trials: counts.kills, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

const runOf = (place: string, name: string, more: readonly string[] = []): ReturnType<typeof startSelvedge> =>
  startSelvedge(place, ['run', `${name}.pipeline.yaml`, '-q', ...more], { limitMs: LIMIT_MS });

/** The folder of the newest finished run of a pipeline. */
async function finishedRun(place: string, name: string): Promise<string> {
  const found = (await listRuns(join(place, 'runs'))).find((run) => run.name === name && run.status === 'finished');
  return found?.path ?? join(place, 'none');
}

/** Both runs at once, killed a few times each, with the cache cleaned beside them. */
async function disturbedRound(place: string, rng: Rng, longest: number): Promise<number> {
  const beside = new AbortController();
  const loop = cleanBeside(place, rng.fork('beside'), beside.signal);
  const kills = await Promise.all(PIPELINES.map((name) => killSometimes(place, name, rng.fork(name), longest)));
  beside.abort();
  await loop;
  return kills.reduce((sum, each) => sum + each, 0);
}

async function killSometimes(place: string, name: string, rng: Rng, longest: number): Promise<number> {
  let kills = 0;
  for (let time = 0; time < 4; time++) {
    const isBegun = (await listRuns(join(place, 'runs'))).some((run) => run.name === name);
    const { child, ended } = runOf(place, name, isBegun ? ['--resume'] : []);
    await Promise.race([ended, sleep(rng.uniform() * longest)]);
    if (child.exitCode === null && child.kill('SIGKILL')) kills++;
    await ended;
  }
  return kills;
}

async function cleanBeside(place: string, rng: Rng, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const words = BESIDE[rng.int(BESIDE.length)];
    await startSelvedge(place, [...words]).ended;
    await sleep(rng.int(300));
  }
}

const lastLine = ({ stderr, code, signal }: Ended): string =>
  `ended with ${code ?? signal}: ${stderr.trim().split('\n').slice(-2).join(' ').slice(0, 300)}`;
