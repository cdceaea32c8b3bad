import {
  type Classifier,
  countByClass,
  createRng,
  type FitOptions,
  type LabelledRows,
  type Matrix,
  SelvedgeError,
  selectRows,
} from '@selvedge/data';
import { answerGuesses, CLASSIFIER_GUESSES, checkFitOptions, formOfRows } from '@selvedge/data/checks';
import { checkStrata } from '@selvedge/data/partitions';
import { baseModels } from '../base-models.js';
import { disposeMembers, fitMembers } from '../members/fit-members.js';
import { fitOutOfFold } from '../members/out-of-fold.js';
import type { StackingParams } from '../specs.generated.js';
import { weightedRows } from '../weighted-rows.js';
import { finalRows, placeShares } from './final-features.js';
import { FittedStacking } from './fitted.js';
import { stackingParams } from './params.js';

/**
 * A model on the predictions of others, as scikit-learn's `StackingClassifier` with `stack_method='predict_proba'`: the
 * final model is fitted on probabilities of rows that no member was fitted on, fold by fold; then the members are fitted
 * once more, on all rows.
 *
 * `new Stacking({ members: [{ kind: 'knn', k: 3 }, { kind: 'random-forest' }] })`
 *
 * @see Wolpert, Stacked generalization, Neural Networks 5 (1992)
 */
export class Stacking implements Classifier<StackingParams> {
  readonly kind = 'stacking';
  readonly params: StackingParams;

  static {
    answerGuesses(Stacking.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range, of a member or the final model too */
  constructor(params: Pick<StackingParams, 'members'> & Partial<StackingParams>) {
    this.params = stackingParams(params);
  }

  clone(changes: Partial<StackingParams> = {}): Stacking {
    return new Stacking({ ...this.params, ...changes });
  }

  /**
   * Folds, members and the final model have seeds of their own that follow from `seed`, and the weights of their rows.
   *
   * @throws SelvedgeError `invalid-argument` for more folds than every class has rows, or where only one class has two
   * rows; `unsupported` for `sampleWeight` where a model has none
   */
  async fit(given: LabelledRows, fitOptions: FitOptions = {}): Promise<FittedStacking> {
    checkFitOptions('stacking', given, fitOptions);
    const { onProgress, sampleWeight, ...others } = fitOptions;
    const { members, finalEstimator, folds } = this.params;
    const { train, weights } = weightedRows('stacking', given, sampleWeight, 'none', { takesMissing: true });
    const options = { ...others, ...(weights && { sampleWeight: weights }) };
    checkFolds(folds, train);
    const { seed = 0 } = options;
    const total = members.length * (folds + 1) + 1;
    const fit = { step: 'fit stacking', total };
    const progress = onProgress ? { ...options, onProgress } : options;
    const rows = await this.#outOfFold(train, progress, fit);
    const final = baseModels.create(finalEstimator);
    const { validation: _, ...finalOptions } = options;
    const { labels, classes } = train; // shape and names are those of other columns
    const stacked = { features: rows, labels, classes };
    const fittedFinal = await final.fit(stacked, { ...finalOptions, seed: createRng(seed).fork('final').uint32() });
    const done = members.length * folds + 1;
    onProgress?.({ step: fit.step, done, total });
    try {
      const fitted = await fitMembers(members, train, progress, { ...fit, round: 0, done });
      return new FittedStacking(this.params, [...train.classes], train.features.columns, [
        ...fitted,
        fittedFinal,
      ]).fittedOn(formOfRows(train));
    } catch (error) {
      await disposeMembers([fittedFinal]);
      throw error;
    }
  }

  /** Rows of the final model, each with probabilities of members that were not fitted on it. */
  async #outOfFold(
    train: LabelledRows,
    options: FitOptions,
    fit: { readonly step: string; readonly total: number },
  ): Promise<Matrix<Float32Array>> {
    const { members, folds, passthrough } = this.params;
    const { features, classes } = train;
    const passed = passthrough ? features.columns : 0;
    const rows = finalRows({ members: members.length, classes: classes.length, passed }, features);
    const { signal } = options;
    await fitOutOfFold(train, options, { ...fit, members, folds }, async (fitted, part) => {
      const heldOut = selectRows(features, part);
      for (const [member, model] of fitted.entries()) {
        placeShares(rows, member, await model.predictProba(heldOut, signal ? { signal } : {}), part);
      }
    });
    return rows;
  }
}

/** Members need two classes in every fold's training rows; a class of two rows has one of them there. */
function checkFolds(folds: number, { labels, classes }: LabelledRows): void {
  checkStrata('stacking', labels, folds, 'or give more rows');
  if (countByClass(labels, classes.length).filter((count) => count >= 2).length >= 2) return;
  throw new SelvedgeError(
    'invalid-argument',
    'stacking: fewer than two classes have two rows; need two of each, so that every fold leaves members two classes.',
  );
}
