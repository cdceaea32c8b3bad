import { shareArray } from '@selvedge/compute/workers';
import type { FitOptions, LabelledRows } from '@selvedge/data';
import { checkFitOptions, formOfRows, refuseSampleWeight } from '@selvedge/data/checks';
import { nodeShares } from '../tree/node-shares.js';
import type { TreeNodes } from '../tree/nodes.js';
import { prepareProblem } from '../tree/prepare-problem.js';
import { growthOf, treeThreads } from '../tree/threads.js';
import { weightedRows } from '../weighted-rows.js';
import { FittedForest } from './fitted.js';
import { growMlForest } from './ml-forest.js';
import type { ForestKind, ForestParams } from './params.js';

/** Fits the forests: their trees grow in worker threads on one shared copy of the rows. */
export async function fitForest(
  kind: ForestKind,
  params: ForestParams,
  given: LabelledRows,
  options: FitOptions,
): Promise<FittedForest> {
  const { seed = 0, signal, onProgress, threads } = options;
  checkFitOptions(kind, given, options);
  if (params.engine === 'mljs')
    refuseSampleWeight(`${kind} (engine 'mljs')`, options.sampleWeight, "use engine 'native'");
  const weighted = weightedRows(kind, given, options.sampleWeight, params.classWeight, {
    takesMissing: params.engine !== 'mljs',
  });
  const { train, weights } = weighted;
  const { features, classes } = train;
  const names = [...classes];
  if (params.engine === 'mljs') {
    return new FittedForest(kind, params, names, features.columns, await growMlForest(params, train, seed)).fittedOn(
      formOfRows(train),
    );
  }
  const splitter = kind === 'extra-trees' ? 'random' : 'best';
  // As in scikit-learn, rows that are drawn are drawn by their weights and then count alike.
  const rows = params.bootstrap ? { train, weights: undefined } : weighted;
  const problem = await prepareProblem(kind, params, splitter, rows, options);
  const chances = params.bootstrap && weights ? shareArray(runningSums(weights)) : undefined;
  const labels = shareArray(train.labels);
  const draws = params.bootstrap ? countOfDraws(params.maxSamples, labels.length, chances?.at(-1)) : 0;
  const votes = params.oobScore ? new Float64Array(labels.length * classes.length) : undefined;
  let done = 0;
  const call = signal ? { signal } : {};
  const pool = treeThreads(threads, params.nEstimators * growthOf(features.values.length));
  // Sums of floating-point numbers depend on their order, so votes are added tree by tree, whichever comes first.
  let voted: Promise<void> = Promise.resolve();
  const trees = await Promise.all(
    Array.from({ length: params.nEstimators }, async (_, tree): Promise<TreeNodes> => {
      const request = { problem, labels, seed, tree, draws, chances, wantsOutOfBag: params.oobScore };
      const before = voted;
      const growing = pool.run('growForestTree', request, call);
      voted = Promise.all([growing, before]).then(([{ nodes, outOfBag }]) => {
        if (votes && outOfBag) nodeShares(nodes, classes.length, 0).addTo(votes, outOfBag);
      });
      voted.catch(() => {}); // the tree's own promise reports it
      const { nodes } = await growing;
      onProgress?.({ step: `fit ${kind}`, done: ++done, total: params.nEstimators });
      return nodes;
    }),
  );
  await voted;
  const oobScore = votes && shareOfRightVotes(votes, labels, classes.length);
  return new FittedForest(kind, params, names, features.columns, trees, oobScore).fittedOn(formOfRows(train));
}

/** A share is of the rows, or of their weight where they have one. */
function countOfDraws(maxSamples: number | null, rows: number, weight = rows): number {
  if (maxSamples === null) return rows;
  return maxSamples < 1 ? Math.max(1, Math.round(maxSamples * weight)) : Math.min(maxSamples, rows);
}

function runningSums(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((weight) => {
    sum += weight;
    return sum;
  });
}

/** Rows that every tree was grown on have no vote and are left out; undefined where all rows are such. */
function shareOfRightVotes(votes: Float64Array, labels: Uint16Array, classes: number): number | undefined {
  let right = 0;
  let voted = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = row * classes;
    let best = 0;
    let total = 0;
    for (let label = 0; label < classes; label++) {
      total += votes[start + label];
      if (votes[start + label] > votes[start + best]) best = label;
    }
    if (total === 0) continue;
    voted++;
    if (best === labels[row]) right++;
  }
  return voted === 0 ? undefined : right / voted;
}
