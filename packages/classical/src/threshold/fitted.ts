import {
  argmaxRows,
  type FittedClassifier,
  type Labels,
  type Matrix,
  type PredictOptions,
  type SavedState,
} from '@selvedge/data';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { loadMembers, savedMembers } from '../members/saved-members.js';
import { corruptModel, readConfig } from '../saved-config.js';
import type { TunedThresholdParams } from '../specs.generated.js';
import type { ChosenThreshold } from './choose-threshold.js';
import { tunedThresholdDefinition } from './params.js';

const VERSION = 1;

/** What a fit found. */
export interface Tuned {
  readonly member: FittedClassifier;
  /** Number of the class with the threshold. */
  readonly positive: number;
  readonly chosen: ChosenThreshold;
}

/** A fitted `TunedThreshold`. */
export class FittedTunedThreshold extends FittedModel<TunedThresholdParams> {
  readonly kind = 'tuned-threshold';
  /** The model behind the threshold. */
  readonly member: FittedClassifier;
  /** The threshold, and what it did to the rows that it was chosen on. */
  readonly chosen: ChosenThreshold;
  readonly #positive: number;

  constructor(
    params: TunedThresholdParams,
    classes: readonly string[],
    columns: number,
    { member, positive, chosen }: Tuned,
  ) {
    super({ params, classes, columns });
    this.member = member;
    this.chosen = chosen;
    this.#positive = positive;
  }

  /** The positive class from its threshold on, else the most probable of the others. */
  labelsOf({ values, rows, columns }: Matrix): Labels {
    const positive = this.#positive;
    const others = Float64Array.from(values, (value, at) => (at % columns === positive ? -1 : value));
    const labels = argmaxRows({ values: others, rows, columns });
    for (let row = 0; row < rows; row++) {
      if (values[row * columns + positive] >= this.chosen.threshold) labels[row] = positive;
    }
    return labels;
  }

  override async predict(features: Matrix, options?: PredictOptions): Promise<Labels> {
    return this.labelsOf(await this.predictProba(features, options));
  }

  /** Its members refuse what they do not take. */
  protected override get takesMissing(): boolean {
    return true;
  }

  protected probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    return this.member.predictProba(features, options);
  }

  protected learned(): LearnedState {
    const { members, tensors } = savedMembers([this.member]);
    const { threshold, score, precision, recall } = this.chosen;
    return {
      version: VERSION,
      config: { members, threshold, score, precision, recall, positive: this.#positive },
      tensors,
    };
  }

  /** Gives back what the member holds outside the JavaScript heap. */
  async dispose(): Promise<void> {
    await this.member.dispose?.();
  }
}

/** Reads what `FittedTunedThreshold.save` made. */
export function loadTunedThreshold(saved: SavedState): FittedTunedThreshold {
  const { params, classes, columns } = readConfig<TunedThresholdParams>(saved, tunedThresholdDefinition, VERSION);
  const [member] = loadMembers(saved, 'tuned-threshold', 1);
  const { threshold, score, precision, recall, positive } = saved.config;
  const areNumbers =
    [threshold, score, recall].every(Number.isFinite) && (precision === null || Number.isFinite(precision));
  const isClass = Number.isSafeInteger(positive) && (positive as number) >= 0 && (positive as number) < classes.length;
  if (!areNumbers || !isClass || member.columns !== columns) {
    throw corruptModel('tuned-threshold', 'its threshold or its class is not a number, or its model has other columns');
  }
  const chosen = { threshold, score, precision, recall } as ChosenThreshold;
  return new FittedTunedThreshold(params, classes, columns, { member, positive: positive as number, chosen });
}
