import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listRuns } from '@selvedge/pipeline/runs';
import type { Finding, PartResult } from '../finding.js';
import type { Options } from '../options.js';
import { resultDigests } from '../sample-project.js';
import { type Ended, startSelvedge } from '../selvedge-process.js';
import type { Change } from './change.js';
import { type Counts, stepsOf, writeFiles } from './changed-project.js';
import { CHANGES } from './changes.js';
import { runNx } from './run-nx.js';
import { BASES, type Base, makeStaleProject } from './stale-project.js';

// Node loads JavaScript: where tests run the sources, the compiled module beside them is taken.
const PRELOAD = fileURLToPath(new URL('preload.js', import.meta.url)).replace(/\/src\/(?!.*\/src\/)/, '/dist/');
const LIMIT_MS = 300_000;

/**
 * Changes each ingredient of keys in turn, beside a cache that has the unchanged run: exactly the steps that depend on it
 * run again, and the results are those of a run without a cache. `--only=cli` or `--only=nx` takes one of the two ways;
 * `seed` is the number of the first change, from 1, so that parts of all can be tried one after another.
 */
export async function runStale(options: Options): Promise<PartResult> {
  const started = performance.now();
  const first = options.seed - 1;
  const chosen = CHANGES.slice(first, first + options.count);
  const ways = options.only.length === 0 ? ['cli', 'nx'] : options.only;
  const findings: Finding[] = [];
  const rows: (string | number)[][] = [];
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  try {
    for (const way of ways) {
      const tried = way === 'nx' ? runNx : runCommand;
      const seconds = options.seconds - (performance.now() - started) / 1000;
      const counts = await tried(join(folder, way), chosen, seconds, (found) => void findings.push(found));
      rows.push([way, counts.changes, counts.again, counts.stale, counts.needless]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const trials = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  const head = ['through', 'changes', 'of which something ran again', 'stale hits', 'needless misses'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

async function runCommand(
  folder: string,
  changes: readonly Change[],
  seconds: number,
  found: (finding: Finding) => void,
): Promise<Counts> {
  const counts: Counts = { changes: 0, again: 0, stale: 0, needless: 0 };
  const end = performance.now() + seconds * 1000;
  const base = join(folder, 'base');
  await makeStaleProject(base);
  const unchanged = new Map<Base, ReadonlyMap<string, string>>();
  for (const pipeline of BASES.filter((each) => changes.some((change) => baseOf(change) === each))) {
    const { code, stderr } = await select(base, { pipeline });
    if (code !== 0) throw new Error(`the unchanged run of ${pipeline} fails: ${stderr}`);
    unchanged.set(pipeline, await stepsOf(await newest(base, {})));
  }
  for (const [at, change] of changes.entries()) {
    if (performance.now() > end) break;
    const place = join(folder, `change-${at}`);
    await cp(base, place, { recursive: true, verbatimSymlinks: true });
    await rm(join(place, 'runs'), { recursive: true, force: true });
    await writeFiles(place, change);
    const note = (kind: string, message: string): void =>
      found({ kind, where: `cli, ${change.name}`, seed: CHANGES.indexOf(change) + 1, message: message.slice(0, 300) });
    const { code, stderr } = await select(place, change);
    counts.changes++;
    if (code !== 0) note('failed', stderr);
    else {
      const ran = [...(await stepsOf(await newest(place, change)))]
        .filter(([, outcome]) => outcome === 'ran')
        .map(([id]) => id);
      const steps = [...(unchanged.get(baseOf(change))?.keys() ?? [])];
      const wanted = steps.filter((step) => change.runs(step));
      const stale = wanted.filter((step) => !ran.includes(step));
      const needless = ran.filter((step) => !wanted.includes(step));
      counts.again += Number(ran.length > 0);
      counts.stale += Number(stale.length > 0);
      counts.needless += Number(needless.length > 0);
      if (stale.length > 0) note('stale hit', stale.join(' '));
      if (needless.length > 0) note('needless miss', needless.join(' '));
      const results = await resultsOf(place, change);
      await select(place, { ...change, words: [...(change.words ?? []), '--no-cache'] });
      if (JSON.stringify(await resultsOf(place, change)) !== JSON.stringify(results))
        note('other results', 'than those of a run without a cache');
    }
    await rm(place, { recursive: true, force: true });
  }
  return counts;
}

const baseOf = ({ base = 'a.pipeline.yaml' }: Change): Base => base;

function select(
  place: string,
  { base = 'a.pipeline.yaml', pipeline = base, words = [], env = {} }: Partial<Change>,
): Promise<Ended> {
  return startSelvedge(place, ['run', pipeline, '-q', ...words], {
    limitMs: LIMIT_MS,
    execArgv: ['--import', PRELOAD],
    env: { SELVEDGE_THREADS: '1', ...env },
  }).ended;
}

/** The folder of the newest run. */
async function newest(place: string, { words = [], env = {} }: Partial<Change>): Promise<string> {
  const output = words.indexOf('--output');
  if (output !== -1) return join(place, words[output + 1]);
  const [found] = await listRuns(join(place, env['SELVEDGE_RUNS'] ?? 'runs'));
  return found?.path ?? join(place, 'none');
}

const resultsOf = async (place: string, change: Change): Promise<Readonly<Record<string, string>>> =>
  resultDigests(await newest(place, change));
