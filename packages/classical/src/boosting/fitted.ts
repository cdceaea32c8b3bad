import {
  argmaxRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  type SavedState,
  SelvedgeError,
} from '@selvedge/data';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm, readTensor } from '../saved-config.js';
import type { HistGradientBoostingParams } from '../specs.generated.js';
import { normalized } from '../tree/importances.js';
import { LEAF } from '../tree/nodes.js';
import { type PartialSum, predictFirst } from '../tree/predict-first.js';
import { type BoostedTree, boostedTensors, labelsOfRound, openTreeSums, readBoostedTrees } from './boosted-tree.js';
import type { Boosted, BoostingHistory } from './fit.js';
import { BOOSTING, gradientBoostingDefinition } from './params.js';

/** A tree per class and round. */
const VERSION = 1;
/** Of two classes, the second has a tree. */
const BINARY_VERSION = 2;

/** A fitted `HistGradientBoosting`. */
export class FittedHistGradientBoosting extends FittedModel<HistGradientBoostingParams> {
  readonly kind: typeof BOOSTING = BOOSTING;
  /** Rounds that were kept. */
  readonly iterations: number;
  /** Mean cross-entropy after each round that was grown, also those after the best. */
  readonly history: BoostingHistory;
  readonly #priors: Float64Array;
  readonly #trees: readonly BoostedTree[];
  /** The classes whose scores the trees of a round add to. */
  readonly #labels: readonly number[];

  constructor(
    params: HistGradientBoostingParams,
    classes: readonly string[],
    columns: number,
    { priors, trees, treesPerRound, history }: Boosted,
  ) {
    super({ params, classes, columns });
    this.iterations = trees.length / treesPerRound;
    this.history = history;
    this.#priors = priors;
    this.#trees = trees;
    this.#labels = labelsOfRound(classes.length, treesPerRound);
  }

  /** How much the splits of each column lowered the loss; sums to 1 (or all 0 where nothing was split). */
  featureImportances(): Float64Array {
    const sums = new Float64Array(this.columns);
    for (const { feature, gain } of this.#trees) {
      for (let node = 0; node < feature.length; node++) if (feature[node] !== LEAF) sums[feature[node]] += gain[node];
    }
    return normalized(sums);
  }

  /** The rounds that a fit with at most so many iterations would have kept, with the same patience. */
  roundsWithin(iterations: number): number {
    const { validation } = this.history;
    if (this.params.nIterNoChange === null || validation.length === 0) return iterations;
    const first = validation.slice(0, iterations);
    return first.indexOf(Math.min(...first)) + 1;
  }

  protected override get takesMissing(): boolean {
    return this.#trees.every(({ missingLeft }) => missingLeft !== undefined);
  }

  protected async probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    const [shares] = await this.#shares(features, [this.iterations], options);
    return shares;
  }

  /**
   * Predicts with the first rounds alone, for many numbers of rounds at the price of the largest. Each equals what a
   * model fitted with so many iterations and the same seed predicts.
   *
   * @param iterations - whole numbers in [1, iterations]
   * @returns class numbers per count, in the order of the counts
   * @throws SelvedgeError `invalid-argument` for a count that the model does not have
   */
  async predictGrid(given: Matrix, iterations: readonly number[], options?: PredictOptions): Promise<Labels[]> {
    const features = this.checkedRows(given, options);
    return (await this.#shares(features, iterations, options)).map(argmaxRows);
  }

  protected learned(): LearnedState {
    const { train, validation } = this.history;
    return {
      version: this.#labels.length < this.classes.length ? BINARY_VERSION : VERSION,
      config: { history: { train: [...train], validation: [...validation] } },
      tensors: {
        priors: { values: this.#priors.slice(), shape: [this.classes.length] },
        ...boostedTensors(this.#trees),
      },
    };
  }

  #shares(features: Matrix, rounds: readonly number[], options?: PredictOptions): Promise<Matrix<Float32Array>[]> {
    const classes = this.classes.length;
    const begin = (rows: Matrix, first: number, end: number): PartialSum => {
      const scores = Array.from(this.#priors, (prior) => new Float64Array(end - first).fill(prior));
      const addTree = openTreeSums(rows, first, end);
      return {
        add: (round) => {
          for (const [at, label] of this.#labels.entries()) {
            addTree(scores[label], this.#trees[round * this.#labels.length + at]);
          }
        },
        write: (shares) => softmaxInto(shares, scores),
      };
    };
    const model = { kind: BOOSTING, classes, parts: 'iterations', size: this.iterations, begin };
    return predictFirst(model, features, rounds, options);
  }
}

function softmaxInto(shares: Float32Array, scores: readonly Float64Array[]): void {
  const classes = scores.length;
  const powers = new Float64Array(classes);
  for (let row = 0; row < scores[0].length; row++) {
    let most = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classes; label++) most = Math.max(most, scores[label][row]);
    let total = 0;
    for (let label = 0; label < classes; label++) {
      powers[label] = Math.exp(scores[label][row] - most);
      total += powers[label];
    }
    for (let label = 0; label < classes; label++) shares[row * classes + label] = powers[label] / total;
  }
}

/** Reads what `FittedHistGradientBoosting.save` made. */
export function loadHistGradientBoosting(saved: SavedState): FittedHistGradientBoosting {
  const { params, classes, columns } = readConfig<HistGradientBoostingParams>(
    saved,
    gradientBoostingDefinition,
    saved.version === BINARY_VERSION ? BINARY_VERSION : VERSION,
  );
  const treesPerRound = saved.version === BINARY_VERSION ? 1 : classes.length;
  if (treesPerRound < classes.length && classes.length !== 2)
    throw new SelvedgeError(
      'unsupported',
      `${BOOSTING}: the model was saved as version ${BINARY_VERSION}, with one tree a round for ${classes.length} classes, and that is for two.`,
    );
  const trees = readBoostedTrees(saved, columns);
  if (trees.length % treesPerRound !== 0) throw corruptModel(BOOSTING, 'its rounds do not have a tree per class');
  const { train = [], validation = [] } = (saved.config['history'] ?? {}) as Partial<BoostingHistory>;
  const areLosses = (losses: unknown): boolean =>
    Array.isArray(losses) && losses.every((loss) => typeof loss === 'number');
  if (!areLosses(train) || !areLosses(validation)) throw corruptModel(BOOSTING, 'its history is not a list of losses');
  const priors = readTensor(saved, 'priors', Float64Array, [classes.length], 'any').values;
  // Minus infinity stands for a class without training rows.
  const isPrior = (prior: number): boolean => prior < Number.POSITIVE_INFINITY;
  if (trees.length === 0 || !priors.every(isPrior)) throw corruptModel(BOOSTING, 'it lacks rounds or proper priors');
  return new FittedHistGradientBoosting(params, classes, columns, {
    priors,
    trees,
    treesPerRound,
    history: { train: [...train], validation: [...validation] },
  }).fittedOn(readForm(saved));
}
