import type { Classifier, FitOptions, LabelledRows } from '@selvedge/data';
import { answerGuesses, CLASSIFIER_GUESSES, checkFitOptions, formOfRows } from '@selvedge/data/checks';
import { fitMembers } from '../members/fit-members.js';
import type { VotingParams } from '../specs.generated.js';
import { weightedRows } from '../weighted-rows.js';
import { FittedVoting } from './fitted.js';
import { votingParams } from './params.js';

/**
 * Several models fitted on the same rows, whose votes or probabilities are averaged, as scikit-learn's
 * `VotingClassifier` does.
 *
 * `new Voting({ members: [{ kind: 'knn', k: 3 }, { kind: 'random-forest' }], voting: 'soft' })`
 */
export class Voting implements Classifier<VotingParams> {
  readonly kind = 'voting';
  readonly params: VotingParams;

  static {
    answerGuesses(Voting.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range, of a member too */
  constructor(params: Pick<VotingParams, 'members'> & Partial<VotingParams>) {
    this.params = votingParams(params);
  }

  clone(changes: Partial<VotingParams> = {}): Voting {
    return new Voting({ ...this.params, ...changes });
  }

  /**
   * Each member has a seed of its own that follows from `seed` and its place, and the weights of the rows.
   *
   * @throws SelvedgeError `unsupported` for `sampleWeight` where a member has none
   */
  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedVoting> {
    checkFitOptions('voting', train, options);
    // Members that take no missing values refuse them under their own name.
    weightedRows('voting', train, options.sampleWeight, 'none', { takesMissing: true });
    const { members } = this.params;
    const fit = { step: 'fit voting', round: 0, done: 0, total: members.length };
    const fitted = await fitMembers(members, train, options, fit);
    return new FittedVoting(this.params, [...train.classes], train.features.columns, fitted).fittedOn(
      formOfRows(train),
    );
  }
}
