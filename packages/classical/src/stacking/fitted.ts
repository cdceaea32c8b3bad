import type { FittedClassifier, Matrix, PredictOptions, SavedState } from '@selvedge/data';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { disposeMembers } from '../members/fit-members.js';
import { loadMembers, savedMembers } from '../members/saved-members.js';
import { corruptModel, readConfig, readForm } from '../saved-config.js';
import type { StackingParams } from '../specs.generated.js';
import { finalRows, placeShares } from './final-features.js';
import { stackingDefinition } from './params.js';

const VERSION = 1;

/** A fitted `Stacking`. */
export class FittedStacking extends FittedModel<StackingParams> {
  readonly kind = 'stacking';
  /** The members fitted on all rows, in the order of `params.members`. */
  readonly members: readonly FittedClassifier[];
  /** The model that is fitted on the members' probabilities. */
  readonly finalModel: FittedClassifier;

  /** @param models - the members and after them the final model */
  constructor(
    params: StackingParams,
    classes: readonly string[],
    columns: number,
    models: readonly FittedClassifier[],
  ) {
    super({ params, classes, columns });
    this.members = models.slice(0, -1);
    this.finalModel = models[models.length - 1];
  }

  /** Its members refuse what they do not take. */
  protected override get takesMissing(): boolean {
    return true;
  }

  protected async probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    const passed = this.params.passthrough ? this.columns : 0;
    const rows = finalRows({ members: this.members.length, classes: this.classes.length, passed }, features);
    for (const [member, model] of this.members.entries()) {
      placeShares(rows, member, await model.predictProba(features, options));
    }
    return this.finalModel.predictProba(rows, options);
  }

  protected learned(): LearnedState {
    const { members, tensors } = savedMembers([...this.members, this.finalModel]);
    return { version: VERSION, config: { members }, tensors };
  }

  /** Gives back what its models hold outside the JavaScript heap. */
  dispose(): Promise<void> {
    return disposeMembers([...this.members, this.finalModel]);
  }
}

/** Reads what `FittedStacking.save` made. */
export function loadStacking(saved: SavedState): FittedStacking {
  const { params, classes, columns } = readConfig<StackingParams>(saved, stackingDefinition, VERSION);
  const models = loadMembers(saved, 'stacking', params.members.length + 1);
  const [first, final] = [models[0], models[models.length - 1]];
  const shares = models.length - 1;
  const width = shares * (classes.length === 2 ? 1 : classes.length) + (params.passthrough ? columns : 0);
  if (first.columns !== columns || final.columns !== width) {
    throw corruptModel('stacking', 'its models have columns that do not fit each other');
  }
  return new FittedStacking(params, classes, columns, models).fittedOn(readForm(saved));
}
