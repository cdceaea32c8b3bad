import { sharedBuffer } from '@selvedge/compute';
import {
  type Classifier,
  countByClass,
  createRng,
  type FitOptions,
  type LabelledRows,
  throwIfAborted,
} from '@selvedge/data';
import type { ForestKind } from '../forest/params.js';
import { loadMljs } from '../load-mljs.js';
import { checkTrainingRows } from '../rows.js';
import { binColumns } from './binned-columns.js';
import { FittedDecisionTree } from './fitted.js';
import type { GrowProblem } from './grow.js';
import { growTree } from './grow-tree.js';
import { withCounts } from './ml-tree.js';
import { rootKey } from './node-random.js';
import { countOfFeatures, type DecisionTreeParams, decisionTreeParams, type GrowthParams } from './params.js';
import { pruneTree } from './prune.js';
import { packCode } from './split-search.js';

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
    const problem = await growProblem('decision-tree', params, train, options.signal);
    const codes = new Int32Array(sharedBuffer(labels.length * 4));
    for (let row = 0; row < labels.length; row++) codes[row] = packCode(labels[row], 1);
    const key = rootKey(createRng(options.seed ?? 0).fork('decision-tree'));
    const grown = await growTree(problem, codes, key, options);
    const nodes = params.ccpAlpha > 0 ? pruneTree(grown, classes.length, params.ccpAlpha) : grown;
    return new FittedDecisionTree(params, [...classes], features.columns, nodes);
  }
}

/** What trees are grown from: the binned rows and the rules. */
export async function growProblem(
  kind: 'decision-tree' | ForestKind,
  params: GrowthParams & Partial<Pick<DecisionTreeParams, 'splitter'>>,
  train: LabelledRows,
  signal?: AbortSignal,
): Promise<GrowProblem> {
  const { features, labels, classes } = train;
  return {
    columns: await binColumns(features, `fit ${kind}`, signal),
    classes: classes.length,
    criterion: params.criterion,
    maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY,
    minSamplesSplit: params.minSamplesSplit,
    minSamplesLeaf: params.minSamplesLeaf,
    minImpurityDecrease: params.minImpurityDecrease,
    maxFeatures: countOfFeatures(params.maxFeatures, features.columns),
    splitter: params.splitter ?? (kind === 'extra-trees' ? 'random' : 'best'),
    totalWeight: countByClass(labels, classes.length).reduce((sum, count) => sum + count, 0),
  };
}
