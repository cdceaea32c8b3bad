import { type FittedClassifier, type Matrix, matrix, type PredictOptions, type SavedState } from '@selvedge/data';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { disposeMembers } from '../members/fit-members.js';
import { loadMembers, savedMembers } from '../members/saved-members.js';
import { readConfig, readForm } from '../saved-config.js';
import type { VotingParams } from '../specs.generated.js';
import { votingDefinition } from './params.js';

const VERSION = 1;

/** A fitted `Voting`. Probabilities of hard votes are the shares of the votes. */
export class FittedVoting extends FittedModel<VotingParams> {
  readonly kind = 'voting';
  /** The fitted models, in the order of `params.members`. */
  readonly members: readonly FittedClassifier[];

  constructor(params: VotingParams, classes: readonly string[], columns: number, members: readonly FittedClassifier[]) {
    super({ params, classes, columns });
    this.members = members;
  }

  /** Its members refuse what they do not take. */
  protected override get takesMissing(): boolean {
    return true;
  }

  protected async probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    const { rows } = features;
    const classes = this.classes.length;
    const { voting, weights } = this.params;
    const sums = new Float64Array(rows * classes);
    for (const [at, member] of this.members.entries()) {
      const weight = weights?.[at] ?? 1;
      if (voting === 'soft') {
        const { values } = await member.predictProba(features, options);
        for (let place = 0; place < sums.length; place++) sums[place] += weight * values[place];
      } else {
        const labels = await member.predict(features, options);
        for (let row = 0; row < rows; row++) sums[row * classes + labels[row]] += weight;
      }
    }
    const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? this.members.length;
    return matrix(
      Float32Array.from(sums, (sum) => sum / total),
      rows,
      classes,
    );
  }

  protected learned(): LearnedState {
    const { members, tensors } = savedMembers(this.members);
    return { version: VERSION, config: { members }, tensors };
  }

  /** Gives back what its members hold outside the JavaScript heap. */
  dispose(): Promise<void> {
    return disposeMembers(this.members);
  }
}

/** Reads what `FittedVoting.save` made. */
export function loadVoting(saved: SavedState): FittedVoting {
  const { params, classes, columns } = readConfig<VotingParams>(saved, votingDefinition, VERSION);
  return new FittedVoting(params, classes, columns, loadMembers(saved, 'voting', params.members.length)).fittedOn(
    readForm(saved),
  );
}
