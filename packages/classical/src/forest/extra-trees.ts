import type { Classifier, FitOptions, LabelledRows } from '@selvedge/data';
import { answerGuesses, CLASSIFIER_GUESSES } from '@selvedge/data/checks';
import type { FittedForest } from './fitted.js';
import { type ForestParams, forestParams } from './params.js';

/**
 * Trees on all rows whose nodes choose among random cuts, one for each of a few columns drawn at random.
 *
 * @see Geurts, Ernst & Wehenkel, Extremely randomized trees, Machine Learning 63 (2006)
 */
export class ExtraTrees implements Classifier<ForestParams> {
  readonly kind = 'extra-trees';
  readonly params: ForestParams;

  static {
    answerGuesses(ExtraTrees.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<ForestParams> = {}) {
    this.params = forestParams('extra-trees', params);
  }

  clone(changes: Partial<ForestParams> = {}): ExtraTrees {
    return new ExtraTrees({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedForest> {
    const { fitForest } = await import('./fit.js'); // what grows trees is loaded by those who do
    return fitForest('extra-trees', this.params, train, options);
  }
}
