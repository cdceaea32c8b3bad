import {
  argmaxRows,
  type LabelledRows,
  type Labels,
  type Matrix,
  type PredictOptions,
  type SavedState,
} from '@selvedge/data';
import { featuresOf } from '@selvedge/data/checks';
import { errorsOf } from '../errors-of.js';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm } from '../saved-config.js';
import { normalized, treeImportances } from '../tree/importances.js';
import { LeafFinder } from '../tree/leaf-finder.js';
import { type NodeShares, nodeShares } from '../tree/node-shares.js';
import { missingSides, type TreeNodes } from '../tree/nodes.js';
import { MAX_ROWS_PER_BLOCK, type PartialSum, predictFirst } from '../tree/predict-first.js';
import { readTrees, treeTensors } from '../tree/saved.js';
import { hasMissing, leavesOf, leavesOfMissing } from '../tree/walk.js';
import { type ForestKind, type ForestParams, forestDefinition } from './params.js';

const VERSION = 1;

/** How a prefix of a forest did. */
export interface ForestCellResult {
  readonly trees: number;
  readonly errors: number;
  readonly accuracy: number;
}

/** A fitted `RandomForest` or `ExtraTrees`. */
export class FittedForest extends FittedModel<ForestParams> {
  readonly kind: ForestKind;
  /** The trees themselves, not to be written to. */
  readonly trees: readonly TreeNodes[];
  /** Accuracy on rows that trees were not grown on, when `oobScore` asked for it. */
  readonly oobScore: number | undefined;
  readonly #shares: readonly NodeShares[];

  constructor(
    kind: ForestKind,
    params: ForestParams,
    classes: readonly string[],
    columns: number,
    trees: readonly TreeNodes[],
    oobScore?: number,
  ) {
    super({ params, classes, columns });
    this.kind = kind;
    this.trees = trees;
    this.oobScore = oobScore;
    this.#shares = trees.map((tree) => nodeShares(tree, classes.length, 0));
  }

  /** How much each column lowered the impurity, averaged over the trees; sums to 1. */
  featureImportances(): Float64Array {
    const sums = new Float64Array(this.columns);
    for (const tree of this.trees) {
      const importances = treeImportances(tree, this.classes.length, this.columns);
      for (let column = 0; column < sums.length; column++) sums[column] += importances[column];
    }
    return normalized(sums);
  }

  protected override get takesMissing(): boolean {
    return this.params.engine !== 'mljs';
  }

  protected async probabilities(features: Matrix, options: PredictOptions): Promise<Matrix<Float32Array>> {
    const [shares] = await this.#vote(features, [this.trees.length], options);
    return shares;
  }

  /**
   * Predicts with the first trees alone, for many numbers of trees at the price of the largest. Each equals what a
   * forest fitted with so many trees and the same seed predicts.
   *
   * @param treeCounts - whole numbers in [1, trees]
   * @returns class numbers per count, in the order of the counts
   * @throws SelvedgeError `invalid-argument` for a count that the forest does not have
   */
  async predictGrid(given: Matrix, treeCounts: readonly number[], options?: PredictOptions): Promise<Labels[]> {
    const features = this.checkedRows(given, options);
    return (await this.#vote(features, treeCounts, options)).map(argmaxRows);
  }

  /** Errors and accuracy of the first trees alone, for many numbers of trees. */
  async evaluateGrid(
    rows: LabelledRows,
    treeCounts: readonly number[],
    options?: PredictOptions,
  ): Promise<ForestCellResult[]> {
    const predictions = await this.predictGrid(featuresOf(rows), treeCounts, options);
    return predictions.map((predicted, at) => ({ trees: treeCounts[at], ...errorsOf(rows, predicted) }));
  }

  protected learned(): LearnedState {
    return {
      version: VERSION,
      config: { oobScore: this.oobScore ?? null },
      tensors: treeTensors(this.trees, this.classes.length),
    };
  }

  #vote(features: Matrix, treeCounts: readonly number[], options?: PredictOptions): Promise<Matrix<Float32Array>[]> {
    const { kind, trees } = this;
    const classes = this.classes.length;
    const most = Math.max(0, ...treeCounts);
    const mostRows = rowsInCache(features);
    const finder = LeafFinder.of(trees.slice(0, most), features, mostRows);
    const begin = (rows: Matrix, first: number, end: number): PartialSum => {
      const isMissing = hasMissing(rows, first, end);
      if (!isMissing) finder?.take(first, end);
      const leaves = (tree: number): Uint32Array => {
        if (isMissing) return leavesOfMissing(trees[tree], missingSides(trees[tree]), rows, first, end);
        return finder?.leaves(tree) ?? leavesOf(trees[tree], rows, first, end);
      };
      const sums = new Float64Array((end - first) * classes);
      return {
        add: (tree) => this.#shares[tree].addTo(sums, leaves(tree)),
        write: (shares, count) => {
          for (let at = 0; at < sums.length; at++) shares[at] = sums[at] / count;
        },
      };
    };
    const parts = { kind, classes, parts: 'trees', size: trees.length, mostRows, begin };
    return predictFirst(parts, features, treeCounts, options);
  }
}

/** Measured on images and on 2,000 columns: a third less time than with four times as much. */
const BLOCK_BYTES = 1024 * 1024;
const MIN_BLOCK_ROWS = 64;

/** Rows that stay in the cache of a core while all trees pass by. */
function rowsInCache({ columns, values }: Matrix): number {
  const rows = Math.floor(BLOCK_BYTES / (columns * values.BYTES_PER_ELEMENT));
  return Math.min(MAX_ROWS_PER_BLOCK, Math.max(MIN_BLOCK_ROWS, rows));
}

/** Reads what `FittedForest.save` made. */
export function loadForest(kind: ForestKind, saved: SavedState): FittedForest {
  const { params, classes, columns } = readConfig<ForestParams>(saved, forestDefinition(kind), VERSION);
  const { oobScore } = saved.config;
  const trees = readTrees(saved, classes.length, columns);
  if (trees.length !== params.nEstimators)
    throw corruptModel(kind, `it holds ${trees.length} of ${params.nEstimators} trees`);
  return new FittedForest(
    kind,
    params,
    classes,
    columns,
    trees,
    typeof oobScore === 'number' ? oobScore : undefined,
  ).fittedOn(readForm(saved));
}
