import {
  type Classifier,
  createRng,
  type FitOptions,
  type LabelledRows,
  rowIndices,
  SelvedgeError,
  selectLabelled,
} from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  checkHeldOutRows,
  formOfRows,
  heldOutInForm,
} from '@selvedge/data/checks';
import type { HistGradientBoostingParams } from '../specs.generated.js';
import { type WeightedRows, weightedRows } from '../weighted-rows.js';
import { FittedHistGradientBoosting } from './fitted.js';
import { BOOSTING, gradientBoostingParams, RANDOM_STREAM } from './params.js';

/**
 * Gradient-boosted trees on histograms of 256 bins, for many classes: the design of LightGBM. Exact on bytes and on
 * columns of up to 256 different numbers; other columns are cut at quantiles.
 *
 * With `nIterNoChange`, `fit` looks at its validation rows to decide when to stop; where it is given none, it holds a
 * share of the training rows out.
 *
 * @see Friedman, Greedy function approximation: a gradient boosting machine, Annals of Statistics 29 (2001)
 * @see Ke et al., LightGBM: a highly efficient gradient boosting decision tree, NIPS (2017)
 */
export class HistGradientBoosting implements Classifier<HistGradientBoostingParams> {
  readonly kind: typeof BOOSTING = BOOSTING;
  readonly params: HistGradientBoostingParams;

  static {
    answerGuesses(HistGradientBoosting.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<HistGradientBoostingParams> = {}) {
    this.params = gradientBoostingParams(params);
  }

  clone(changes: Partial<HistGradientBoostingParams> = {}): HistGradientBoosting {
    return new HistGradientBoosting({ ...this.params, ...changes });
  }

  async fit(given: LabelledRows, options: FitOptions = {}): Promise<FittedHistGradientBoosting> {
    const { params } = this;
    checkFitOptions(BOOSTING, given, options);
    const weighted = weightedRows(BOOSTING, given, options.sampleWeight, params.classWeight, {
      takesMissing: true,
    });
    const { train } = weighted;
    const what = `${BOOSTING} (validation)`;
    if (options.validation) checkHeldOutRows(what, options.validation, train.classes.length, { takesMissing: true });
    const validation = options.validation && heldOutInForm(what, options.validation, given);
    const heldOut = validation && { train: validation, weights: undefined };
    const parts =
      params.nIterNoChange === null || validation ? { train: weighted, heldOut } : this.#holdOut(weighted, options);
    const { boost } = await import('./fit.js'); // what grows trees is loaded by those who do
    const boosted = await boost(params, parts.train, parts.heldOut, options);
    return new FittedHistGradientBoosting(params, [...train.classes], train.features.columns, boosted).fittedOn(
      formOfRows(train),
    );
  }

  /** The same share of each class, within a row. */
  #holdOut({ train, weights }: WeightedRows, { seed = 0 }: FitOptions): { train: WeightedRows; heldOut: WeightedRows } {
    const { labels } = train;
    const share = this.params.validationFraction;
    const rows = Array.from(labels, (_, row) => row);
    createRng(seed).fork(RANDOM_STREAM, 'held out').shuffle(rows);
    rows.sort((a, b) => labels[a] - labels[b]);
    const isHeldOut = (_: number, at: number): boolean => Math.floor((at + 1) * share) > Math.floor(at * share);
    const part = (keep: (row: number, at: number) => boolean): WeightedRows => {
      const kept = rowIndices(rows.filter(keep).sort((a, b) => a - b));
      const weightsOfPart = weights && Float64Array.from(kept, (row) => weights[row]);
      return { train: selectLabelled(train, kept), weights: weightsOfPart };
    };
    const parts = { train: part((row, at) => !isHeldOut(row, at)), heldOut: part(isHeldOut) };
    if (parts.heldOut.train.labels.length > 0) return parts;
    throw new SelvedgeError(
      'invalid-argument',
      `${BOOSTING}: validationFraction ${share} of ${rows.length} rows holds none out, which nIterNoChange needs. ` +
        'Raise it, pass validation rows to fit(), or leave nIterNoChange out.',
    );
  }
}
