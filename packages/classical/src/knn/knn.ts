import { prepareRows } from '@selvedge/compute';
import type { Classifier, FitOptions, LabelledRows } from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  checkTrainingRows,
  formOfRows,
  refuseSampleWeight,
} from '@selvedge/data/checks';
import { loadMljs } from '../load-mljs.js';
import type { KnnParams } from '../specs.generated.js';
import { checkK, FittedKnn } from './fitted.js';
import { knnParams } from './params.js';
import { checkScale } from './scale.js';

/**
 * k nearest neighbours: the class that most of the k nearest training rows have.
 *
 * Byte rows are compared by exact integer distances, float rows by distances in float64 of float32 numbers,
 * float64 columns far from zero being centred before they are rounded. Ties: of
 * two rows equally near the lower row number is the nearer one; of two classes with equal votes the lower wins.
 *
 * @see Fix & Hodges, Discriminatory analysis: nonparametric discrimination, 1951
 */
export class Knn implements Classifier<KnnParams> {
  readonly kind = 'knn';
  readonly params: KnnParams;

  static {
    answerGuesses(Knn.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<KnnParams> = {}) {
    this.params = knnParams(params);
  }

  clone(changes: Partial<KnnParams> = {}): Knn {
    return new Knn({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedKnn> {
    checkFitOptions('knn', train, options);
    const { onProgress, sampleWeight } = options;
    refuseSampleWeight('knn', sampleWeight, 'repeat rows');
    checkTrainingRows('knn', train);
    checkK(this.params.k, train.features.rows);
    if (this.params.engine === 'mljs') await loadMljs('knn'); // missing, it is refused here and not at the first prediction
    const { features, labels, classes } = train;
    const rows = prepareRows(features, this.params.metric);
    checkScale(rows.centres ? rows.rows : features, this.params.metric);
    onProgress?.({ step: 'fit knn', done: features.rows, total: features.rows });
    return new FittedKnn(this.params, [...classes], rows, labels.slice()).fittedOn(formOfRows(train));
  }
}
