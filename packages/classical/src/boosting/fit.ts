import { shareArray, sharedBuffer } from '@selvedge/compute/workers';
import { createRng, type FitOptions, type Rng } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { HistGradientBoostingParams } from '../specs.generated.js';
import { binColumns } from '../tree/bin-columns.js';
import { growthOf, treeThreads } from '../tree/threads.js';
import { type WeightedRows, weightByClass } from '../weighted-rows.js';
import { type BoostedTree, labelsOfRound, openTreeSums } from './boosted-tree.js';
import { crossEntropy } from './cross-entropy.js';
import { type ScoredRows, unitOf } from './derivatives.js';
import { groupBins } from './group-bins.js';
import { BOOSTING, RANDOM_STREAM } from './params.js';

/** Mean cross-entropy after each round, weighted where rows are. */
export interface BoostingHistory {
  readonly train: readonly number[];
  /** Of the held-out rows; empty where there were none. */
  readonly validation: readonly number[];
}

/** What fitting found. */
export interface Boosted {
  /** Score of each class before any tree: the logarithm of its share. */
  readonly priors: Float64Array;
  /** Round by round; in each one per class, or one for the second of two. */
  readonly trees: readonly BoostedTree[];
  readonly treesPerRound: number;
  readonly history: BoostingHistory;
}

/**
 * Boosts trees on the softmax cross-entropy: each round grows a tree per class on the derivatives of the loss, the
 * classes side by side in worker threads. Of two classes only the second has a tree, which the first would mirror: what
 * scikit-learn, LightGBM and XGBoost do, so that a learning rate means the same.
 *
 * @param heldOut - decides when to stop, where there is a patience
 */
export async function boost(
  params: HistGradientBoostingParams,
  weighted: WeightedRows,
  heldOut: WeightedRows | undefined,
  options: FitOptions,
): Promise<Boosted> {
  const { seed = 0, signal, onProgress, threads } = options;
  const { train } = weighted;
  const { features, labels } = train;
  const { rows, columns: width } = features;
  const classes = train.classes.length;
  const grownLabels = labelsOfRound(classes);
  const binned = await binColumns(features, `fit ${BOOSTING}`, options);
  const bins = await groupBins(binned, threads);
  const columns = { smallest: binned.smallest, largest: binned.largest, missing: binned.missing };
  const priors = logShares(weighted);
  const scores = shared(Float64Array, rows, classes);
  for (const [label, of] of scores.entries()) of.fill(priors[label]);
  const heldScores =
    heldOut && scores.map((_, label) => new Float64Array(heldOut.train.labels.length).fill(priors[label]));
  const addToHeldOut = heldOut && openTreeSums(heldOut.train.features, 0, heldOut.train.features.rows);
  const random = createRng(seed).fork(RANDOM_STREAM);
  const rules = { ...params, maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY };
  const pool = treeThreads(threads, params.maxIter * grownLabels.length * growthOf(rows * width));
  const trees: BoostedTree[] = [];
  const history = { train: [] as number[], validation: [] as number[] };
  let best = { loss: Number.POSITIVE_INFINITY, rounds: 0 };

  // A tree per class grows on these; rows are as many and weigh as much in every round.
  const totalWeight = weighted.weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  const derivatives = shared(Float32Array, 2 * rows, classes);
  const ofTraining: ScoredRows = {
    scores,
    labels: shareArray(labels),
    weights: weighted.weights && shareArray(weighted.weights),
    derivatives,
    unit: unitOf(totalWeight),
  };
  // Where each column stands among those that can be cut.
  const places = new Int32Array(width).fill(-1);
  for (const [place, column] of bins.columns.entries()) places[column] = place;
  const fit = `${performance.timeOrigin + performance.now()} ${crypto.getRandomValues(new Uint32Array(2)).join(' ')}`;

  await crossEntropy(ofTraining, threads);
  for (let round = 0; round < params.maxIter; round++) {
    throwIfAborted(signal, `fit ${BOOSTING}`);
    const ofRound = random.fork(`round ${round}`);
    const sample = params.subsample < 1 ? shareArray(drawn(ofRound, rows, params.subsample)) : undefined;
    const requests = grownLabels.map((label) => ({
      fit,
      columns,
      bins,
      derivatives: derivatives[label],
      scores: scores[label],
      sample,
      used: drawn(ofRound.fork(`class ${label}`), width, params.colsampleByTree)
        .map((column) => places[column])
        .filter((place) => place >= 0),
      mostUsed: Math.max(1, Math.round(width * params.colsampleByTree)),
      rules: {
        maxLeaves: rules.maxLeafNodes,
        maxDepth: rules.maxDepth,
        minChildWeight: rules.minChildWeight,
        l2: rules.l2Regularization,
        minGain: rules.minSplitGain,
      },
      learningRate: params.learningRate,
    }));
    const results = await pool.map('growBoostedTree', requests, signal ? { signal } : {});
    // Threads that share no memory have added to copies of the scores.
    for (const [at, { scores: changed }] of results.entries()) if (changed) scores[grownLabels[at]].set(changed);
    const grown = results.map(({ tree }) => tree);
    trees.push(...grown);
    history.train.push((await crossEntropy(ofTraining, threads)) / totalWeight);
    onProgress?.({ step: `fit ${BOOSTING}`, done: round + 1, total: params.maxIter });
    if (!heldOut || !heldScores || !addToHeldOut) continue;
    for (const [at, tree] of grown.entries()) addToHeldOut(heldScores[grownLabels[at]], tree);
    const { train: held, weights } = heldOut;
    const heldWeight = weights?.reduce((sum, weight) => sum + weight, 0) ?? held.labels.length;
    const loss = (await crossEntropy({ scores: heldScores, labels: held.labels, weights }, 1)) / heldWeight;
    history.validation.push(loss);
    if (loss < best.loss) best = { loss, rounds: round + 1 };
    else if (params.nIterNoChange !== null && round + 1 - best.rounds >= params.nIterNoChange) break;
  }
  const treesPerRound = grownLabels.length;
  const kept = params.nIterNoChange !== null && heldOut ? best.rounds : history.train.length;
  return { priors, trees: trees.slice(0, kept * treesPerRound), treesPerRound, history };
}

/** A class without rows gets the share of half a row: its score has to be finite. */
function logShares(rows: WeightedRows): Float64Array {
  const ofClass = weightByClass(rows);
  const total = ofClass.reduce((sum, weight) => sum + weight, 0);
  const half = (0.5 * total) / rows.train.labels.length;
  return ofClass.map((weight) => Math.log((weight > 0 ? weight : half) / total));
}

/** A share of the numbers below `size`, ascending; at least one. */
function drawn(random: Rng, size: number, share: number): Int32Array {
  if (share >= 1) return Int32Array.from({ length: size }, (_, at) => at);
  const all = random.shuffle(Int32Array.from({ length: size }, (_, at) => at));
  return all.slice(0, Math.max(1, Math.round(share * size))).sort();
}

/** An array of so many numbers per class, in memory that threads share. */
function shared<T extends Float32Array | Float64Array>(
  type: { new (buffer: ArrayBufferLike): T; readonly BYTES_PER_ELEMENT: number },
  rows: number,
  classes: number,
): T[] {
  return Array.from({ length: classes }, () => new type(sharedBuffer(rows * type.BYTES_PER_ELEMENT)));
}
