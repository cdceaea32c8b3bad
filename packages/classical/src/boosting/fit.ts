import { shareArray, sharedBuffer } from '@selvedge/compute/workers';
import { createRng, type FitOptions, type Rng, throwIfAborted } from '@selvedge/data';
import type { HistGradientBoostingParams } from '../specs.generated.js';
import { binColumns } from '../tree/bin-columns.js';
import { treeThreads } from '../tree/threads.js';
import { type WeightedRows, weightByClass } from '../weighted-rows.js';
import { LEAST_HESSIAN } from './best-cut.js';
import { addTree, type BoostedTree } from './boosted-tree.js';
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
  /** One per class and round: those of round r are `trees[r * classes ...]`. */
  readonly trees: readonly BoostedTree[];
  readonly history: BoostingHistory;
}

/**
 * Boosts trees on the softmax cross-entropy: each round grows a tree per class on the derivatives of the loss, the
 * classes side by side in worker threads.
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
  const columns = await binColumns(features, `fit ${BOOSTING}`, options);
  const priors = logShares(weighted);
  const gradients = shared(Float32Array, rows, classes);
  const hessians = shared(Float32Array, rows, classes);
  const scores = shared(Float64Array, rows, classes);
  for (const [label, of] of scores.entries()) of.fill(priors[label]);
  const heldScores =
    heldOut && scores.map((_, label) => new Float64Array(heldOut.train.labels.length).fill(priors[label]));
  const random = createRng(seed).fork(RANDOM_STREAM);
  const rules = { ...params, maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY };
  const pool = treeThreads(threads);
  const trees: BoostedTree[] = [];
  const history = { train: [] as number[], validation: [] as number[] };
  let best = { loss: Number.POSITIVE_INFINITY, rounds: 0 };

  derivatives(scores, { labels, weights: weighted.weights }, gradients, hessians);
  for (let round = 0; round < params.maxIter; round++) {
    throwIfAborted(signal, `fit ${BOOSTING}`);
    const ofRound = random.fork(`round ${round}`);
    const sample = params.subsample < 1 ? shareArray(drawn(ofRound, rows, params.subsample)) : undefined;
    const requests = Array.from({ length: classes }, (_, label) => ({
      columns,
      gradients: gradients[label],
      hessians: hessians[label],
      scores: scores[label],
      sample,
      used: drawn(ofRound.fork(`class ${label}`), width, params.colsampleByTree),
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
    for (const [label, { scores: changed }] of results.entries()) if (changed) scores[label].set(changed);
    const grown = results.map(({ tree }) => tree);
    trees.push(...grown);
    history.train.push(derivatives(scores, { labels, weights: weighted.weights }, gradients, hessians));
    onProgress?.({ step: `fit ${BOOSTING}`, done: round + 1, total: params.maxIter });
    if (!heldOut || !heldScores) continue;
    for (const [label, tree] of grown.entries()) addTree(heldScores[label], tree, heldOut.train.features);
    const loss = derivatives(heldScores, { labels: heldOut.train.labels, weights: heldOut.weights });
    history.validation.push(loss);
    if (loss < best.loss) best = { loss, rounds: round + 1 };
    else if (params.nIterNoChange !== null && round + 1 - best.rounds >= params.nIterNoChange) break;
  }
  const kept = params.nIterNoChange !== null && heldOut ? best.rounds : trees.length / classes;
  return { priors, trees: trees.slice(0, kept * classes), history };
}

/**
 * The mean cross-entropy of scores, and its derivatives where arrays for them are given: p - [label is the class]
 * and p (1 - p), times the row's weight.
 */
function derivatives(
  scores: readonly Float64Array[],
  { labels, weights }: { readonly labels: Uint16Array; readonly weights: Float64Array | undefined },
  gradients?: readonly Float32Array[],
  hessians?: readonly Float32Array[],
): number {
  const classes = scores.length;
  const shares = new Float64Array(classes);
  let sum = 0;
  let totalWeight = 0;
  for (let row = 0; row < labels.length; row++) {
    const weight = weights ? weights[row] : 1;
    totalWeight += weight;
    let most = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classes; label++) most = Math.max(most, scores[label][row]);
    let total = 0;
    for (let label = 0; label < classes; label++) {
      shares[label] = Math.exp(scores[label][row] - most);
      total += shares[label];
    }
    sum += weight * (most + Math.log(total) - scores[labels[row]][row]);
    if (!gradients || !hessians) continue;
    for (let label = 0; label < classes; label++) {
      const share = shares[label] / total;
      gradients[label][row] = weight * (share - Number(label === labels[row]));
      hessians[label][row] = Math.max(LEAST_HESSIAN, weight * share * (1 - share));
    }
  }
  return sum / totalWeight;
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
