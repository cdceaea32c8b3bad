import { prepareRows, searchNeighbors } from '@selvedge/compute';
import type { Neighbors, PreparedRows } from '@selvedge/compute/types';
import {
  argmaxRows,
  type LabelledRows,
  type Labels,
  type Matrix,
  matrix,
  type PredictOptions,
  type SavedState,
  SelvedgeError,
} from '@selvedge/data';
import { centredRows } from '@selvedge/data/arithmetic';
import { featuresOf } from '@selvedge/data/checks';
import type { KdTree } from '@selvedge/mljs/types';
import { errorsOf } from '../errors-of.js';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { loadMljs } from '../load-mljs.js';
import { corruptModel, readConfig, readForm, readTensor } from '../saved-config.js';
import type { KnnParams } from '../specs.generated.js';
import { mlSearch } from './ml-search.js';
import { type KnnVoting, knnDefinition, knnParams } from './params.js';
import { checkScale } from './scale.js';
import { vote } from './votes.js';

const VERSION = 1;

/** What one way of voting gives. */
export interface KnnVotingResult extends KnnVoting {
  readonly errors: number;
  readonly accuracy: number;
}

/** A fitted `Knn`: its rows in shared memory, ready to be searched by worker threads. */
export class FittedKnn extends FittedModel<KnnParams> {
  readonly kind = 'knn';
  readonly #rows: PreparedRows;
  readonly #labels: Labels;
  #asFloats: PreparedRows | undefined;
  #mlTree: KdTree | undefined;

  constructor(params: KnnParams, classes: readonly string[], rows: PreparedRows, labels: Labels) {
    super({ params, classes, columns: rows.rows.columns });
    this.#rows = rows;
    this.#labels = labels;
  }

  protected async probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    const [shares] = await this.#vote(features, [this.params], options);
    return shares;
  }

  /**
   * The nearest training rows of each row, nearest first; of two equally near ones the lower row number is first.
   *
   * @param k - default: the model's
   * @returns row numbers of the training set and distances in the metric's unit, rows x k
   */
  async kneighbors(given: Matrix, k: number = this.params.k, options: PredictOptions = {}): Promise<Neighbors> {
    const features = this.checkedRows(given, options);
    checkK(k, this.#labels.length);
    const rows = new Uint32Array(features.rows * k);
    const distances = new Float64Array(features.rows * k);
    await this.#search(features, k, options, (found, first) => {
      rows.set(found.rows, first * k);
      distances.set(found.distances, first * k);
    });
    return { rows, distances, k };
  }

  /**
   * Predicts with many (k, weights, gamma) at the price of one search.
   *
   * @param variants - what is not given is as in the model's params
   * @returns class numbers per variant, in the order of the variants
   */
  async predictGrid(
    given: Matrix,
    variants: readonly Partial<KnnVoting>[],
    options?: PredictOptions,
  ): Promise<Labels[]> {
    const features = this.checkedRows(given, options);
    return (
      await this.#vote(
        features,
        variants.map((variant) => this.#variant(variant)),
        options,
      )
    ).map(argmaxRows);
  }

  /** Errors and accuracy of many (k, weights, gamma) at the price of one search. */
  async evaluateGrid(
    rows: LabelledRows,
    variants: readonly Partial<KnnVoting>[],
    options?: PredictOptions,
  ): Promise<KnnVotingResult[]> {
    const predictions = await this.predictGrid(featuresOf(rows), variants, options);
    return predictions.map((predicted, at) => {
      const { k, weights, gamma } = this.#variant(variants[at]);
      return { k, weights, gamma, ...errorsOf(rows, predicted) };
    });
  }

  protected learned(): LearnedState {
    const { rows, centres } = this.#rows;
    return {
      version: VERSION,
      tensors: {
        rows: { values: rows.values.slice(), shape: [rows.rows, rows.columns] },
        labels: { values: this.#labels.slice(), shape: [rows.rows] },
        ...(centres ? { centres: { values: centres.slice(), shape: [rows.columns] } } : {}),
      },
    };
  }

  #variant(variant: Partial<KnnVoting>): KnnVoting {
    return knnParams({ ...this.params, ...variant });
  }

  async #vote(
    features: Matrix,
    variants: readonly KnnVoting[],
    options: PredictOptions = {},
  ): Promise<Matrix<Float32Array>[]> {
    if (variants.length === 0) return [];
    const classes = this.classes.length;
    const shares = variants.map(() => matrix(new Float32Array(features.rows * classes), features.rows, classes));
    const k = Math.max(...variants.map((variant) => variant.k));
    await this.#search(features, k, options, (found, first) => {
      for (const [at, variant] of variants.entries())
        vote(found, this.#labels, classes, variant, shares[at].values, first);
    });
    return shares;
  }

  async #search(
    features: Matrix,
    k: number,
    options: PredictOptions,
    onBlock: (found: Neighbors, first: number) => void,
  ): Promise<void> {
    checkK(k, this.#labels.length);
    const { centres } = this.#rows;
    const { metric } = this.params;
    checkScale(metric === 'cosine' ? features : centredRows(features, centres), metric);
    if (this.params.engine === 'mljs') {
      const { openKdTree } = await loadMljs('knn');
      this.#mlTree ??= openKdTree(this.#rows.rows);
      await mlSearch(this.#mlTree, centredRows(features, centres), k, options, onBlock);
      return;
    }
    const isBytes = this.#rows.rows.values instanceof Uint8Array;
    if (isBytes && !(features.values instanceof Uint8Array)) {
      this.#asFloats ??= prepareRows(this.#rows.rows, this.params.metric, { asFloats: true });
    }
    const rows = isBytes && !(features.values instanceof Uint8Array) ? this.#asFloats : undefined;
    await searchNeighbors(rows ?? this.#rows, features, { ...options, k }, onBlock);
  }
}

/**
 * @throws SelvedgeError `invalid-argument` unless k is a whole number from 1 to the number of rows
 */
export function checkK(k: number, rows: number): void {
  if (!Number.isInteger(k) || k < 1) {
    throw new SelvedgeError('invalid-argument', `knn: k is ${k}; need a whole number from 1 to ${rows}.`);
  }
  if (k <= rows) return;
  throw new SelvedgeError('invalid-argument', `knn: k is ${k} but there are ${rows} training rows; need k <= rows.`);
}

/** Reads what `FittedKnn.save` made. */
export function loadKnn(saved: SavedState): FittedKnn {
  const { params, classes, columns } = readConfig<KnnParams>(saved, knnDefinition, VERSION);
  const labels = readTensor(saved, 'labels', Uint16Array, [-1]);
  const isBytes = saved.tensors['rows']?.values instanceof Uint8Array;
  const { values } = readTensor<Uint8Array | Float32Array>(saved, 'rows', isBytes ? Uint8Array : Float32Array, [
    labels.values.length,
    columns,
  ]);
  if (labels.values.some((label) => label >= classes.length)) throw corruptModel('knn', 'a label names no class');
  if (!isBytes && values.some((value: number) => !Number.isFinite(value)))
    throw corruptModel('knn', 'a row holds no finite number');
  if (params.k > labels.values.length)
    throw corruptModel('knn', `it holds ${labels.values.length} rows for k ${params.k}`);
  const centres = saved.tensors['centres'] && readTensor(saved, 'centres', Float64Array, [columns]).values;
  const prepared = { isPrepared: true, centres };
  const rows = prepareRows(matrix(values, labels.values.length, columns), params.metric, prepared);
  return new FittedKnn(params, classes, rows, labels.values).fittedOn(readForm(saved));
}
