import type { Classifier, FitOptions, LabelledRows } from '@selvedge/data';
import { answerGuesses, CLASSIFIER_GUESSES } from '@selvedge/data/checks';
import type { FittedForest } from './fitted.js';
import { type ForestParams, forestParams } from './params.js';

/**
 * Trees on bootstrap samples, each node choosing among a few columns drawn at random; their probabilities are averaged.
 * The same seed gives the same forest however many threads there are, and a forest is a prefix of every larger one.
 *
 * @see Breiman, Random Forests, Machine Learning 45 (2001)
 */
export class RandomForest implements Classifier<ForestParams> {
  readonly kind = 'random-forest';
  readonly params: ForestParams;

  static {
    answerGuesses(RandomForest.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<ForestParams> = {}) {
    this.params = forestParams('random-forest', params);
  }

  clone(changes: Partial<ForestParams> = {}): RandomForest {
    return new RandomForest({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedForest> {
    const { fitForest } = await import('./fit.js'); // what grows trees is loaded by those who do
    return fitForest('random-forest', this.params, train, options);
  }
}
