import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type Rng } from '@selvedge/data';
import { sha256 } from '@selvedge/files';
import { definePipeline, run } from '@selvedge/pipeline';
import { Cache, serveStore, verifyEntries } from '@selvedge/workflow';
import type { Finding, PartResult } from '../finding.js';
import { isChosen, type Options } from '../options.js';
import { makeProject } from '../sample-project.js';
import { type Disturbance, faultyProxy } from './faulty-proxy.js';

/** How long the faults last that take time, in milliseconds. */
export interface Durations {
  readonly delayMs: number;
  readonly cutMs: number;
}

type DisturbanceOf = (at: number, rng: Rng) => Disturbance;

const sometimes =
  (share: number, kind: Disturbance): DisturbanceOf =>
  (_, rng) =>
    rng.uniform() < share ? kind : 'none';

/** Networks, by what is wrong with them. */
const NETWORKS: Readonly<Record<string, (durations: Durations) => DisturbanceOf>> = {
  delay: () => () => 'slow',
  resets: () => sometimes(0.05, 'reset'),
  cut: ({ cutMs }) => {
    let end = Number.POSITIVE_INFINITY;
    return (at) => {
      if (at === 12) end = performance.now() + cutMs;
      return at >= 12 && performance.now() < end ? 'reset' : 'none';
    };
  },
  truncated: () => sometimes(0.3, 'truncated'),
  shortened: () => sometimes(0.3, 'shortened'),
  'wrong-answers': () => sometimes(0.3, 'wrong answer'),
  'wrong-requests': () => sometimes(0.3, 'wrong request'),
};

const PIPELINE = definePipeline({
  version: 1,
  name: 'network',
  seed: 3,
  data: { train: 'train.csv', test: 'test.csv' },
  split: { kind: 'last', validation: 12 },
  report: { html: false },
  models: [
    { name: 'knn', preprocess: [{ kind: 'standardize' }], model: { kind: 'knn', k: 3 } },
    { name: 'tree', model: { kind: 'decision-tree', maxDepth: 4 } },
    { name: 'forest', model: { kind: 'random-forest', nEstimators: 10 } },
    { name: 'logistic', preprocess: [{ kind: 'scale' }], model: { kind: 'logistic-regression', maxIter: 20 } },
  ],
});

/**
 * A disturbed network between two machines and `cache serve`: one run that fills the store, one that reads it, each with an empty
 * cache of its own. Both have the digest of a run without a store; what lies in the store and in both caches is of its digest.
 * A trial is one kind of network with one seed; `count` trials of each kind.
 */
export async function runNetwork(
  options: Options,
  durations: Durations = { delayMs: 2000, cutMs: 20_000 },
): Promise<PartResult> {
  const started = performance.now();
  const findings: Finding[] = [];
  const rows: (string | number)[][] = [];
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  try {
    const project = join(folder, 'project');
    await makeProject(project);
    const wanted = await digestOf(project, join(folder, 'undisturbed'));
    for (const [name, network] of Object.entries(NETWORKS).filter(([each]) => isChosen(each, options))) {
      const sums = { trials: 0, requests: 0, disturbed: 0, found: 0, warnings: 0 };
      for (let seed = options.seed; seed < options.seed + options.count; seed++) {
        if (performance.now() - started > options.seconds * 1000) break;
        const place = join(folder, `${name}-${seed}`);
        await mkdir(place);
        const trial = await tryNetwork(project, place, network(durations), durations.delayMs, seed);
        sums.trials++;
        sums.requests += trial.requests;
        sums.disturbed += trial.disturbed;
        sums.found += trial.found;
        sums.warnings += trial.warnings;
        const note = (kind: string, message: string): void => void findings.push({ kind, where: name, seed, message });
        for (const digest of trial.digests) if (digest !== wanted) note('other results', digest);
        for (const each of trial.wrong) note('wrong bytes', each);
        await rm(place, { recursive: true, force: true });
      }
      rows.push([name, sums.trials, sums.requests, sums.disturbed, sums.found, sums.warnings]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const trials = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  const head = ['network', 'trials', 'requests', 'disturbed', 'steps found by the reader', 'warnings'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

interface Trial {
  readonly digests: readonly string[];
  readonly requests: number;
  readonly disturbed: number;
  /** Steps that the second machine had not to compute. */
  readonly found: number;
  readonly warnings: number;
  /** Files that are not of their digest. */
  readonly wrong: readonly string[];
}

async function tryNetwork(
  project: string,
  place: string,
  disturbanceOf: DisturbanceOf,
  delayMs: number,
  seed: number,
): Promise<Trial> {
  const directory = join(place, 'store');
  const server = await serveStore({ directory, port: 0 });
  const proxy = await faultyProxy({ target: server.url, rng: createRng(`network ${seed}`), disturbanceOf, delayMs });
  try {
    let warnings = 0;
    const machine = (name: string): ReturnType<typeof runOn> =>
      runOn(project, join(place, name), proxy.url, () => void warnings++);
    const [writer, reader] = [await machine('one'), await machine('two')];
    const wrong = await wrongBytes(directory);
    for (const name of ['one', 'two']) {
      const { damaged } = await verifyEntries(new Cache(join(place, name, 'cache')));
      wrong.push(...damaged.map(({ key, reason }) => `cache ${name}: ${key}: ${reason}`));
    }
    const found = reader.steps.filter(({ outcome }) => outcome === 'cached').length;
    const digests = [writer.results.digest, reader.results.digest];
    return { digests, requests: proxy.requests, disturbed: proxy.disturbed, found, warnings, wrong };
  } finally {
    await proxy.close();
    await server.close();
  }
}

const runOn = (project: string, place: string, store: string, onWarning: () => void): ReturnType<typeof run> =>
  run(PIPELINE, {
    projectDirectory: project,
    runsDirectory: join(place, 'runs'),
    cacheDirectory: join(place, 'cache'),
    store,
    onEvent: (event) => {
      if (event.event === 'note' && event.level === 'warning') onWarning();
    },
  });

const digestOf = async (project: string, place: string): Promise<string> =>
  (await runOn(project, place, 'off', () => undefined)).results.digest;

/** Bytes in a store that are not of the digest that they lie under. */
async function wrongBytes(store: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const item of await readdir(join(store, 'cas'), { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = join(item.parentPath, item.name);
    // An upload that broke off may still lie there; nobody reads it.
    if (!item.isFile() || item.name.endsWith('.part')) continue;
    if (sha256(await readFile(path)) !== item.name) wrong.push(path);
  }
  return wrong;
}
