import {
  type Classifier,
  type FitOptions,
  type FittedClassifier,
  type LabelledRows,
  SelvedgeError,
  selectRows,
} from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  checkHeldOutRows,
  featuresOf,
} from '@selvedge/data/checks';
import { checkStrata } from '@selvedge/data/partitions';
import { fitMembers } from '../members/fit-members.js';
import { fitOutOfFold } from '../members/out-of-fold.js';
import type { TunedThresholdParams } from '../specs.generated.js';
import { weightedRows } from '../weighted-rows.js';
import { type ChosenThreshold, chooseThreshold, type ThresholdRule } from './choose-threshold.js';
import { FittedTunedThreshold } from './fitted.js';
import { tunedThresholdParams } from './params.js';

const KIND = 'tuned-threshold';

/** Probabilities of the positive class, of rows that the model was not fitted on. */
interface Judged {
  readonly isPositive: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | undefined;
}

/**
 * A model that predicts its positive class from a probability that is chosen, and not from the highest: on the validation
 * rows where `fit` is given some, else on out-of-fold predictions of the training rows, as scikit-learn's
 * `TunedThresholdClassifierCV`. The threshold is saved with the model; probabilities stay what they are.
 *
 * `new TunedThreshold({ member: { kind: 'random-forest' }, by: 'cost', falseNegativeCost: 20 })`
 */
export class TunedThreshold implements Classifier<TunedThresholdParams> {
  readonly kind: typeof KIND = KIND;
  readonly params: TunedThresholdParams;

  static {
    answerGuesses(TunedThreshold.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range, of the member too */
  constructor(params: Pick<TunedThresholdParams, 'member'> & Partial<TunedThresholdParams>) {
    this.params = tunedThresholdParams(params);
  }

  clone(changes: Partial<TunedThresholdParams> = {}): TunedThreshold {
    return new TunedThreshold({ ...this.params, ...changes });
  }

  /**
   * @throws SelvedgeError `invalid-argument` where the positive class is not among the classes, has no rows to choose on,
   * or no threshold reaches the precision; as the member
   */
  async fit(given: LabelledRows, options: FitOptions = {}): Promise<FittedTunedThreshold> {
    checkFitOptions(KIND, given, options);
    const { train, weights } = weightedRows(KIND, given, options.sampleWeight, 'none', { takesMissing: true });
    const { classes, features } = train;
    const { validation, onProgress, sampleWeight: _, ...others } = options;
    const positive = this.#positive(classes);
    const rows = { train, weights };
    const total = validation ? 1 : this.params.folds + 1;
    const progress = onProgress ? { ...others, onProgress } : others;
    const judged = validation ? undefined : await this.#outOfFold(rows, positive, progress, total);
    const weighed = weights && { sampleWeight: weights };
    const held = validation && { validation };
    const last = { step: `fit ${KIND}`, round: 0, done: total - 1, total };
    const [member] = await fitMembers([this.params.member], train, { ...progress, ...weighed, ...held }, last);
    const found = judged ?? (await judgedBy(member, validation ?? train, positive, classes.length));
    const chosen = this.#choose(found);
    return new FittedTunedThreshold(this.params, [...classes], features.columns, { member, positive, chosen });
  }

  #choose({ isPositive, scores, weights }: Judged): ChosenThreshold {
    const { by, falsePositiveCost: falsePositive, falseNegativeCost: falseNegative, precision } = this.params;
    const rule: ThresholdRule =
      by === 'cost'
        ? { by, falsePositive, falseNegative }
        : by === 'precision'
          ? { by, precision: precision ?? 1 }
          : { by };
    return chooseThreshold(isPositive, scores, rule, weights);
  }

  #positive(classes: readonly string[]): number {
    const { positive } = this.params;
    const label = positive === null ? 1 : classes.indexOf(positive);
    if (label >= 0 && label < classes.length) return label;
    throw new SelvedgeError(
      'invalid-argument',
      `${KIND}: positive is '${positive}', which is not a class; there are ${classes.slice(0, 20).join(', ')}.`,
    );
  }

  async #outOfFold(
    { train, weights }: { readonly train: LabelledRows; readonly weights: Float64Array | undefined },
    positive: number,
    options: FitOptions,
    total: number,
  ): Promise<Judged> {
    const { labels, features, classes } = train;
    const { folds, member } = this.params;
    checkStrata(KIND, labels, folds, 'give more rows, or pass validation rows to fit()');
    const scores = new Float64Array(labels.length);
    const { signal } = options;
    const fits = { members: [member], folds, step: `fit ${KIND}`, total };
    const weighed = weights ? { ...options, sampleWeight: weights } : options;
    await fitOutOfFold(train, weighed, fits, async ([model], part) => {
      const { values } = await model.predictProba(selectRows(features, part), signal ? { signal } : {});
      for (const [at, row] of part.entries()) scores[row] = values[at * classes.length + positive];
    });
    return { isPositive: Uint8Array.from(labels, (label) => Number(label === positive)), scores, weights };
  }
}

async function judgedBy(
  model: FittedClassifier,
  rows: LabelledRows,
  positive: number,
  classes: number,
): Promise<Judged> {
  checkHeldOutRows(`${KIND} (validation)`, rows, classes, { takesMissing: true });
  const { values } = await model.predictProba(featuresOf(rows));
  return {
    isPositive: Uint8Array.from(rows.labels, (label) => Number(label === positive)),
    scores: Float64Array.from(rows.labels, (_, row) => values[row * classes + positive]),
    weights: undefined,
  };
}
