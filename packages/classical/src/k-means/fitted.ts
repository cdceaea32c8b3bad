import { checked } from '@selvedge/component';
import { type Matrix, matrix, type SavedState, SelvedgeError } from '@selvedge/data';
import { checkSquares, formOf, LARGEST_SQUARED, predictionRows } from '@selvedge/data/checks';
import type { FittedForm, Json } from '@selvedge/data/types';
import { corruptModel, readForm, readTensor } from '../saved-config.js';
import type { KMeansParams } from '../specs.generated.js';
import { type Clustering, nearestOf, squaredDistance } from './lloyd.js';
import { kMeansParams } from './params.js';

/** Parameters of `KMeans`. */
export type KMeansOptions = Omit<KMeansParams, 'kind'>;

export const K_MEANS_FORMAT = 'selvedge.k-means';
const VERSION = 1;

/** A fitted `KMeans`. */
export class FittedKMeans {
  readonly kind = 'k-means';
  readonly params: KMeansOptions;
  /** Numbers per row that it was fitted on. */
  readonly columns: number;
  /** Of the rows that it was fitted on: their names and shape too, where they had them. */
  readonly form: FittedForm;
  /** The number of the nearest centre of each training row. */
  readonly labels: Uint32Array;
  /** Weighted sum of the training rows' squared distances to their centres. */
  readonly inertia: number;
  /** Rounds of the run that was kept. */
  readonly nIter: number;
  readonly #centres: Float64Array;

  constructor(params: KMeansOptions, form: FittedForm, { centres, labels, inertia, iterations }: Clustering) {
    this.params = params;
    this.columns = form.columns;
    this.form = formOf(form);
    this.labels = labels;
    this.inertia = inertia;
    this.nIter = iterations;
    this.#centres = centres;
  }

  /** nClusters x columns, a copy. */
  get clusterCenters(): Matrix<Float64Array> {
    return matrix(this.#centres.slice(), this.#centres.length / this.columns, this.columns);
  }

  /**
   * The number of the nearest centre of each row, the first of equal ones.
   *
   * @throws SelvedgeError `shape-mismatch`, `invalid-argument` for NaN, infinity, and magnitudes whose squares overflow
   */
  predict(given: Matrix): Uint32Array {
    const features = predictionRows(this.kind, given, this.form);
    checkSquares(this.kind, features);
    return Uint32Array.from(
      { length: features.rows },
      (_, row) => nearestOf(features.values, row * this.columns, this.#centres, this.columns).nearest,
    );
  }

  /** Distances to the centres, rows x nClusters. Errors as `predict`. */
  transform(given: Matrix): Matrix<Float64Array> {
    const features = predictionRows(this.kind, given, this.form);
    checkSquares(this.kind, features);
    const { values, rows } = features;
    const count = this.#centres.length / this.columns;
    const distances = Float64Array.from({ length: rows * count }, (_, at) => {
      const [row, centre] = [Math.floor(at / count), at % count];
      return Math.sqrt(squaredDistance(values, row * this.columns, this.#centres, centre * this.columns, this.columns));
    });
    return matrix(distances, rows, count);
  }

  /** Everything needed to predict again, without code. */
  save(): SavedState {
    const { params, columns, form, inertia, nIter } = this;
    return {
      format: K_MEANS_FORMAT,
      version: VERSION,
      config: { params: { ...params } as { readonly [name: string]: Json }, ...formOf(form), inertia, nIter },
      tensors: {
        centres: { values: this.#centres.slice(), shape: [this.#centres.length / columns, columns] },
        labels: { values: Int32Array.from(this.labels), shape: [this.labels.length] },
      },
    };
  }
}

/**
 * Reads what `FittedKMeans.save` made.
 *
 * @throws SelvedgeError `unsupported` for another format or version, `corrupt-file`
 */
export function loadKMeans(saved: SavedState): FittedKMeans {
  if (saved.format !== K_MEANS_FORMAT || saved.version !== VERSION) {
    throw new SelvedgeError(
      'unsupported',
      `k-means: got format '${saved.format}' version ${saved.version}; this release reads ${K_MEANS_FORMAT} version ${VERSION}.`,
    );
  }
  const { params: given, columns, inertia, nIter } = saved.config;
  const isComplete = typeof given === 'object' && typeof inertia === 'number' && Number.isSafeInteger(nIter);
  if (!isComplete || !Number.isSafeInteger(columns))
    throw corruptModel('k-means', 'its config lacks params or columns');
  const { kind: _, ...params } = checked(kMeansParams, { ...(given as object), kind: 'k-means' });
  const centres = readTensor(saved, 'centres', Float64Array, [params.nClusters, columns as number]).values;
  if (!centres.every((value) => Math.abs(value) <= LARGEST_SQUARED))
    throw corruptModel('k-means', `a centre is not finite, or beyond ${LARGEST_SQUARED}`);
  const labels = Uint32Array.from(readTensor(saved, 'labels', Int32Array, [-1]).values);
  if (labels.some((label) => label >= params.nClusters)) throw corruptModel('k-means', 'a label names no centre');
  return new FittedKMeans(
    params,
    { columns: columns as number, ...readForm(saved) },
    {
      centres,
      labels,
      inertia: inertia as number,
      iterations: nIter as number,
    },
  );
}
