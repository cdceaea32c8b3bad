import { type Definition, defineParams, type SpecOf } from '@selvedge/component';
import { checkedParams } from '@selvedge/component/catalogues';
import { z } from '@selvedge/component/zod';
import {
  type Classifier,
  countByClass,
  type FitOptions,
  type LabelledRows,
  type Matrix,
  matrix,
  type SavedState,
} from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  checkSquares,
  checkTrainingRows,
  formOfRows,
  refuseSampleWeight,
} from '@selvedge/data/checks';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm, readTensor } from '../saved-config.js';
import type { NearestCentroidParams } from '../specs.generated.js';

const KIND = 'nearest-centroid';
const VERSION = 1;

export const nearestCentroidDefinition: Definition<SpecOf<typeof KIND, NearestCentroidParams>> = defineParams({
  kind: KIND,
  knownAs: ['centroid', 'nearest-mean', 'rocchio'],
  description: 'The class whose mean row is nearest, by Euclidean distance.',
  fields: {
    temperature: z
      .number()
      .gt(0)
      .default(1)
      .describe('Of predictProba: the softmax is of minus squared distances, divided by their mean and by it.'),
  },
});

/** The class whose mean row is nearest, by Euclidean distance: the simplest model of images. */
export class NearestCentroid implements Classifier<NearestCentroidParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: NearestCentroidParams;

  static {
    answerGuesses(NearestCentroid.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<NearestCentroidParams> = {}) {
    this.params = checkedParams(nearestCentroidDefinition, params);
  }

  clone(changes: Partial<NearestCentroidParams> = {}): NearestCentroid {
    return new NearestCentroid({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedNearestCentroid> {
    checkFitOptions(KIND, train, options);
    refuseSampleWeight(KIND, options.sampleWeight, 'use gaussian-naive-bayes or logistic-regression');
    checkTrainingRows(KIND, train);
    checkSquares(KIND, train.features);
    const { features, labels, classes } = train;
    const { values, rows, columns } = features;
    const counts = countByClass(labels, classes.length);
    const centroids = new Float64Array(classes.length * columns);
    for (let row = 0, at = 0; row < rows; row++) {
      const start = labels[row] * columns;
      for (let column = 0; column < columns; column++, at++) centroids[start + column] += values[at];
    }
    // A class without rows has no centroid: NaN, so that it is never the nearest.
    for (let at = 0; at < centroids.length; at++) centroids[at] /= counts[Math.floor(at / columns)];
    return new FittedNearestCentroid(this.params, [...classes], columns, centroids).fittedOn(formOfRows(train));
  }
}

/** A fitted `NearestCentroid`. */
export class FittedNearestCentroid extends FittedModel<NearestCentroidParams> {
  readonly kind: typeof KIND = KIND;
  readonly #centroids: Float64Array;

  constructor(params: NearestCentroidParams, classes: readonly string[], columns: number, centroids: Float64Array) {
    super({ params, classes, columns });
    this.#centroids = centroids;
  }

  /** Mean row of each class, a copy: classes x columns; NaN for a class without training rows. */
  get centroids(): Matrix<Float64Array> {
    return matrix(this.#centroids.slice(), this.classes.length, this.columns);
  }

  protected async probabilities(features: Matrix): Promise<Matrix<Float32Array>> {
    const { values, rows, columns } = features;
    const classes = this.classes.length;
    const shares = matrix(new Float32Array(rows * classes), rows, classes);
    const squares = new Float64Array(classes);
    for (let row = 0; row < rows; row++) {
      let least = Number.POSITIVE_INFINITY;
      let sum = 0;
      let present = 0;
      for (let label = 0; label < classes; label++) {
        let square = 0;
        for (let column = 0; column < columns; column++) {
          const difference = values[row * columns + column] - this.#centroids[label * columns + column];
          square += difference * difference;
        }
        squares[label] = square;
        if (Number.isNaN(square)) continue;
        least = Math.min(least, square);
        sum += square;
        present++;
      }
      const unit = (sum / present) * this.params.temperature || 1;
      let total = 0;
      for (let label = 0; label < classes; label++) {
        const share = Number.isNaN(squares[label]) ? 0 : Math.exp((least - squares[label]) / unit);
        squares[label] = share;
        total += share;
      }
      for (let label = 0; label < classes; label++) shares.values[row * classes + label] = squares[label] / total;
    }
    return shares;
  }

  protected learned(): LearnedState {
    return {
      version: VERSION,
      tensors: { centroids: { values: this.#centroids.slice(), shape: [this.classes.length, this.columns] } },
    };
  }
}

/** Reads what `FittedNearestCentroid.save` made. */
export function loadNearestCentroid(saved: SavedState): FittedNearestCentroid {
  const { params, classes, columns } = readConfig<NearestCentroidParams>(saved, nearestCentroidDefinition, VERSION);
  const { values } = readTensor(saved, 'centroids', Float64Array, [classes.length, columns], 'any');
  // A class without training rows has no centroid.
  const isPresent = (label: number): boolean => !Number.isNaN(values[label * columns]);
  const isSound = values.every(
    (value, at) => Number.isFinite(value) || (Number.isNaN(value) && !isPresent(Math.floor(at / columns))),
  );
  const isLacking = values.some((value, at) => Number.isFinite(value) && !isPresent(Math.floor(at / columns)));
  if (!isSound || isLacking || !classes.some((_, label) => isPresent(label)))
    throw corruptModel(nearestCentroidDefinition.kind, 'a centroid is not of finite numbers');
  return new FittedNearestCentroid(params, classes, columns, values).fittedOn(readForm(saved));
}
