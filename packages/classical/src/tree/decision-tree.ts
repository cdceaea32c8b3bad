import type { Classifier, FitOptions, LabelledRows } from '@selvedge/data';
import {
  answerGuesses,
  CLASSIFIER_GUESSES,
  checkFitOptions,
  formOfRows,
  refuseSampleWeight,
} from '@selvedge/data/checks';
import type { DecisionTreeParams } from '../specs.generated.js';
import { weightedRows } from '../weighted-rows.js';
import { FittedDecisionTree } from './fitted.js';
import { decisionTreeParams } from './params.js';

/**
 * A classification tree, grown as CART and scikit-learn do: each node is cut where the impurity falls most. Exact on
 * bytes and on columns of up to 256 different numbers; other columns are cut at 255 quantiles.
 *
 * Equally good cuts are chosen between by the seed. Where there are none, the tree is scikit-learn's.
 *
 * @see Breiman, Friedman, Olshen & Stone, Classification and Regression Trees (1984)
 */
export class DecisionTree implements Classifier<DecisionTreeParams> {
  readonly kind = 'decision-tree';
  readonly params: DecisionTreeParams;

  static {
    answerGuesses(DecisionTree.prototype, CLASSIFIER_GUESSES);
  }

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<DecisionTreeParams> = {}) {
    this.params = decisionTreeParams(params);
  }

  clone(changes: Partial<DecisionTreeParams> = {}): DecisionTree {
    return new DecisionTree({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedDecisionTree> {
    const { params } = this;
    checkFitOptions('decision-tree', train, options);
    const { sampleWeight } = options;
    if (params.engine === 'mljs')
      refuseSampleWeight("decision-tree (engine 'mljs')", sampleWeight, "use engine 'native'");
    const weighted = weightedRows('decision-tree', train, sampleWeight, params.classWeight, {
      takesMissing: params.engine !== 'mljs',
    });
    const { fitTree } = await import('./fit.js'); // what grows trees is loaded by those who do
    const nodes = await fitTree(params, weighted, options);
    return new FittedDecisionTree(params, [...train.classes], train.features.columns, nodes).fittedOn(
      formOfRows(train),
    );
  }
}
