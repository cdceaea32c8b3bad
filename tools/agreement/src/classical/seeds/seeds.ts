import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createClassifier, KMeans } from '@selvedge/classical';
import { createRng, matrix, type Rng } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import type { Json } from '@selvedge/data/types';
import { brierScore } from '@selvedge/evaluate';
import { type RandomRows, randomRows } from '../models/random-rows.js';

/** How losses of models that draw random numbers lie beside those of their twins. */
export interface SeedAgreement {
  readonly name: string;
  readonly cases: number;
  /** Cases whose means over the seeds differ by more than twice their standard error. */
  readonly apart: number;
  /** Mean over the cases of our loss less theirs, as a share of theirs. */
  readonly bias: number;
}

const SEEDS = 20;

interface Random {
  readonly name: string;
  readonly draw: (rng: Rng) => { readonly ours: { readonly [name: string]: Json }; readonly theirs: Json };
}

const forest = (rng: Rng) => {
  const [minSamplesLeaf, maxDepth] = [1 + rng.int(3), rng.int(2) ? 4 : null];
  const bootstrap = rng.int(2) === 1;
  return {
    ours: { nEstimators: 20, bootstrap, minSamplesLeaf, maxDepth },
    theirs: { n_estimators: 20, bootstrap, min_samples_leaf: minSamplesLeaf, max_depth: maxDepth },
  };
};

const FAMILIES: readonly Random[] = [
  { name: 'random-forest', draw: forest },
  { name: 'extra-trees', draw: forest },
  {
    name: 'decision-tree, splitter random',
    draw: (rng) => {
      const leaf = 1 + rng.int(3);
      return {
        ours: { splitter: 'random', minSamplesLeaf: leaf },
        theirs: { splitter: 'random', min_samples_leaf: leaf },
      };
    },
  },
  {
    name: 'k-means',
    draw: (rng) => {
      const nClusters = 2 + rng.int(7);
      const init = rng.int(2) ? 'k-means++' : 'random';
      return { ours: { nClusters, init, nInit: 1 }, theirs: { n_clusters: nClusters, init, n_init: 1 } };
    },
  },
];

/** @param python - an interpreter that has scikit-learn */
export async function seedAgreement(python: string, cases: number): Promise<SeedAgreement[]> {
  const made = FAMILIES.flatMap(({ name, draw }) =>
    Array.from({ length: cases }, (_, seed) => {
      const rng = createRng(seed).fork(name);
      const rows = randomRows(rng, {
        columns: ['normal', 'grid', 'constant'],
        weighted: name !== 'k-means',
        perClass: 10,
      });
      return { name, rows: halves(rows), params: draw(rng) };
    }),
  );
  const script = fileURLToPath(new URL('../../../src/classical/seeds/seeds.py', import.meta.url));
  const input = made.map(({ name, rows, params }) => ({ name, ...rows, params: params.theirs, seeds: SEEDS }));
  const theirs = JSON.parse(
    execFileSync(python, [script], { input: JSON.stringify(input), maxBuffer: 2 ** 28 }).toString(),
  ) as number[][];
  const found: SeedAgreement[] = [];
  for (const { name } of FAMILIES) {
    let [apart, bias] = [0, 0];
    for (const [at, { name: own, rows, params }] of made.entries()) {
      if (own !== name) continue;
      const ours: number[] = [];
      for (let seed = 0; seed < SEEDS; seed++) ours.push(await lossOf(name, rows, params.ours, seed));
      const [a, b] = [moments(ours), moments(theirs[at])];
      const error = Math.sqrt((a.variance + b.variance) / SEEDS);
      if (Math.abs(a.mean - b.mean) > 2 * error + 1e-6 * b.mean) apart++;
      bias += (a.mean - b.mean) / b.mean / cases;
    }
    found.push({ name, cases, apart, bias });
  }
  return found;
}

interface Halves {
  readonly features: number[][];
  readonly labels: number[];
  readonly classes: number;
  readonly weights?: number[];
  readonly queries: number[][];
  readonly truth: number[];
}

/** Ten rows of each class to fit on, the others to ask about. */
function halves({ features, labels, classes, weights }: RandomRows): Halves {
  const size = classes * 10;
  return {
    features: features.slice(0, size),
    labels: labels.slice(0, size),
    classes,
    ...(weights && { weights: weights.slice(0, size) }),
    queries: features.slice(size),
    truth: labels.slice(size),
  };
}

async function lossOf(
  name: string,
  { features, labels, classes, weights, queries, truth }: Halves,
  params: { readonly [name: string]: Json },
  seed: number,
): Promise<number> {
  const matrixOf = (rows: number[][]) => matrix(Float64Array.from(rows.flat()), rows.length, rows[0].length);
  if (name === 'k-means') return (await new KMeans(params).fit(matrixOf(features), { seed })).inertia;
  const kind = name.split(',')[0];
  const names = Array.from({ length: classes }, (_, label) => `class ${label}`);
  const train = { features: matrixOf(features), labels: Uint16Array.from(labels), classes: names };
  const classifier = createClassifier({ kind, ...params } as Parameters<typeof createClassifier>[0]);
  const fitted = await classifier.fit(train, { seed, ...(weights && { sampleWeight: weights }) });
  return brierScore(Uint16Array.from(truth), await fitted.predictProba(matrixOf(queries)), { scaleByHalf: false });
}

function moments(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const centre = mean(values);
  return {
    mean: centre,
    variance: values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1),
  };
}
