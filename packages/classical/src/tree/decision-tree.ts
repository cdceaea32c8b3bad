import { sharedBuffer } from '@selvedge/compute';
import {
  type Classifier,
  checkTrainingRows,
  createRng,
  type FitOptions,
  type LabelledRows,
  throwIfAborted,
} from '@selvedge/data';
import { loadMljs } from '../load-mljs.js';
import type { DecisionTreeParams } from '../specs.generated.js';
import { FittedDecisionTree } from './fitted.js';
import { growTree } from './grow-tree.js';
import { withCounts } from './ml-tree.js';
import { rootKey } from './node-random.js';
import { decisionTreeParams } from './params.js';
import { prepareProblem } from './prepare-problem.js';
import { packCode } from './problem.js';
import { pruneTree } from './prune.js';

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

  /** @throws SelvedgeError `invalid-argument` for a parameter outside its range */
  constructor(params: Partial<DecisionTreeParams> = {}) {
    this.params = decisionTreeParams(params);
  }

  clone(changes: Partial<DecisionTreeParams> = {}): DecisionTree {
    return new DecisionTree({ ...this.params, ...changes });
  }

  async fit(train: LabelledRows, options: FitOptions = {}): Promise<FittedDecisionTree> {
    const { params } = this;
    throwIfAborted(options.signal, 'fit decision-tree');
    checkTrainingRows('decision-tree', train);
    const { features, labels, classes } = train;
    if (params.engine === 'ml') {
      const { growTree } = await loadMljs('decision-tree');
      return new FittedDecisionTree(params, [...classes], features.columns, withCounts(growTree(train, params), train));
    }
    const problem = await prepareProblem('decision-tree', params, params.splitter, train, options);
    const codes = new Int32Array(sharedBuffer(labels.length * 4));
    for (let row = 0; row < labels.length; row++) codes[row] = packCode(labels[row], 1);
    const key = rootKey(createRng(options.seed ?? 0).fork('decision-tree'));
    const grown = await growTree(problem, codes, key, options);
    const nodes = params.ccpAlpha > 0 ? pruneTree(grown, classes.length, params.ccpAlpha) : grown;
    return new FittedDecisionTree(params, [...classes], features.columns, nodes);
  }
}
