import { checkedParams } from '@selvedge/component/catalogues';
import { nextTurn } from '@selvedge/compute/workers';
import { createRng, type FitOptions, type Matrix, SelvedgeError } from '@selvedge/data';
import {
  checkNumbers,
  checkSampleWeight,
  checkSquares,
  onlyFields,
  rowsOfFit,
  throwIfAborted,
} from '@selvedge/data/checks';
import { FittedKMeans, type KMeansOptions } from './fitted.js';
import { type Clustering, lloyd, type Points } from './lloyd.js';
import { kMeansParams } from './params.js';
import { centresAtRandom, plusPlus } from './seeding.js';

/** What `KMeans.fit` accepts besides its rows. */
export interface KMeansFitOptions extends Pick<FitOptions, 'seed' | 'signal' | 'onProgress' | 'sampleWeight'> {
  /** Where the one run begins, nClusters x columns, in place of `init` and `nInit`. */
  readonly init?: Matrix;
}

/**
 * k-means by Lloyd's algorithm, with the names and defaults of scikit-learn's `KMeans`: begun by the greedy k-means++, a
 * centre without rows moves to the row that is farthest from its own.
 *
 * `const { labels } = await new KMeans({ nClusters: 3 }).fit(features, { seed: 1 })`
 *
 * @see Lloyd, Least squares quantization in PCM, IEEE Transactions on Information Theory 28 (1982)
 * @see Arthur & Vassilvitskii, k-means++: the advantages of careful seeding, SODA (2007)
 */
export class KMeans {
  readonly kind = 'k-means';
  readonly params: KMeansOptions;

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<KMeansOptions> = {}) {
    this.params = checkedParams(kMeansParams, params);
  }

  clone(changes: Partial<KMeansOptions> = {}): KMeans {
    return new KMeans({ ...this.params, ...changes });
  }

  /**
   * @throws SelvedgeError `invalid-argument` for NaN, fewer rows than centres or weights that are none, `shape-mismatch`,
   * `aborted`
   */
  async fit(features: Matrix, options: KMeansFitOptions = {}): Promise<FittedKMeans> {
    const { seed = 0, signal, onProgress, init } = options;
    const { nClusters, maxIter } = this.params;
    const what = 'k-means';
    onlyFields(`${what}: fit(features, options)`, options, ['seed', 'signal', 'onProgress', 'sampleWeight', 'init']);
    throwIfAborted(signal, `fit ${what}`);
    checkNumbers(what, features);
    checkSquares(what, features);
    if (features.rows < nClusters) throw tooFewRows(features.rows, nClusters);
    if (init !== undefined) checkStart(init, nClusters, features.columns);
    const weights = checkSampleWeight(what, options.sampleWeight, features.rows);
    const { points, means } = centred(features, weights ?? new Float64Array(features.rows).fill(1));
    const tolerance = this.params.tol * meanVariance(points);
    const rng = createRng(seed).fork(what);
    const runs = init !== undefined ? 1 : this.#runs();
    let best: Clustering | undefined;
    for (let run = 0; run < runs; run++) {
      const own = rng.fork('run', run);
      const start = init !== undefined ? lessMeans(init, means) : this.#start(points, own);
      const pause = async (done: number): Promise<void> => {
        await nextTurn();
        throwIfAborted(signal, `fit ${what}`);
        onProgress?.({ step: `fit ${what}`, done: run * maxIter + done, total: runs * maxIter });
      };
      const found = await lloyd(points, start, { maxIter, tolerance }, pause);
      if (!best || found.inertia < best.inertia) best = found;
    }
    if (!best) throw new Error('internal: no run');
    const centres = best.centres.map((value, at) => value + means[at % features.columns]);
    return new FittedKMeans(this.params, features, { ...best, centres });
  }

  #runs(): number {
    const { init, nInit } = this.params;
    if (nInit !== 'auto') return nInit;
    return init === 'random' ? 10 : 1;
  }

  #start(points: Points, rng: ReturnType<typeof createRng>): Float64Array {
    const { init, nClusters } = this.params;
    return init === 'random' ? centresAtRandom(points, nClusters, rng) : plusPlus(points, nClusters, rng);
  }
}

/** Less their means, so that columns far from zero keep the digits of their distances. */
function centred({ values, rows, columns }: Matrix, weights: Float64Array): { points: Points; means: Float64Array } {
  const means = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) means[at % columns] += values[at] / rows;
  const own = Float64Array.from(values, (value, at) => value - means[at % columns]);
  return { points: { values: own, rows, columns, weights }, means };
}

const lessMeans = ({ values, columns }: Matrix, means: Float64Array): Float64Array =>
  Float64Array.from(values, (value, at) => value - means[at % columns]);

/** Of the columns, as scikit-learn scales its tolerance; of all rows alike. */
function meanVariance({ values, rows, columns }: Points): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] * values[at];
  return sum / rows / columns;
}

function checkStart(init: Matrix, nClusters: number, columns: number): void {
  rowsOfFit('k-means (init)', init, { columns });
  checkNumbers('k-means (init)', init);
  if (init.rows === nClusters) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `k-means: init has ${init.rows} rows for nClusters ${nClusters}; need one centre for each.`,
  );
}

const tooFewRows = (rows: number, nClusters: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `k-means: got ${rows} rows for nClusters ${nClusters}; write nClusters: ${Math.max(1, rows)} or give more rows.`,
  );
