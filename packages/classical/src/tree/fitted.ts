import { nextTurn } from '@selvedge/compute/workers';
import {
  argmaxRows,
  type LabelledRows,
  type Labels,
  type Matrix,
  matrix,
  type PredictOptions,
  type SavedState,
  SelvedgeError,
} from '@selvedge/data';
import { featuresOf, throwIfAborted } from '@selvedge/data/checks';
import { errorsOf } from '../errors-of.js';
import { FittedModel, type LearnedState } from '../fitted-model.js';
import { corruptModel, readConfig, readForm } from '../saved-config.js';
import type { DecisionTreeParams } from '../specs.generated.js';
import { exportDot } from './export-dot.js';
import { type ExportOptions, exportText } from './export-text.js';
import { treeImportances } from './importances.js';
import { type NodeShares, nodeShares } from './node-shares.js';
import { LEAF, type TreeNodes } from './nodes.js';
import { decisionTreeDefinition, decisionTreeParams } from './params.js';
import { type PruningStep, pruneTree, pruningPath } from './prune.js';
import { readTrees, treeTensors } from './saved.js';
import { leavesWithin, type WalkLimits } from './walk.js';

const VERSION = 1;

/** Rules that one grown tree can answer for; what is not given is as in the model's params. */
export type DecisionTreeCell = Pick<DecisionTreeParams, 'maxDepth' | 'minSamplesSplit'>;

/** How one cell of a grid did. */
export interface DecisionTreeCellResult extends DecisionTreeCell {
  readonly errors: number;
  readonly accuracy: number;
}

/** A fitted `DecisionTree`. */
export class FittedDecisionTree extends FittedModel<DecisionTreeParams> {
  readonly kind = 'decision-tree';
  /** The tree itself; not to be written to. */
  readonly nodes: TreeNodes;
  readonly #shares: NodeShares;

  constructor(params: DecisionTreeParams, classes: readonly string[], columns: number, nodes: TreeNodes) {
    super({ params, classes, columns });
    this.nodes = nodes;
    this.#shares = nodeShares(nodes, classes.length, params.smoothing);
  }

  /** Comparisons on the longest way from the root to a leaf. */
  get depth(): number {
    const { feature, right } = this.nodes;
    const depths = new Uint32Array(feature.length);
    let deepest = 0;
    for (let node = 0; node < feature.length; node++) {
      deepest = Math.max(deepest, depths[node]);
      if (feature[node] === LEAF) continue;
      depths[node + 1] = depths[node] + 1;
      depths[right[node]] = depths[node] + 1;
    }
    return deepest;
  }

  get leaves(): number {
    return this.nodes.feature.reduce((count, feature) => count + Number(feature === LEAF), 0);
  }

  /** How much each column lowered the impurity; sums to 1. For images, draw it in their shape. */
  featureImportances(): Float64Array {
    return treeImportances(this.nodes, this.classes.length, this.columns);
  }

  /** The node in which each row ends. */
  apply(given: Matrix): Uint32Array {
    const features = this.checkedRows(given);
    return leavesWithin(this.nodes, features, GROWN);
  }

  protected override get takesMissing(): boolean {
    return this.params.engine !== 'mljs';
  }

  protected async probabilities(features: Matrix, { onProgress }: PredictOptions): Promise<Matrix<Float32Array>> {
    const shares = this.#sharesWithin(features, GROWN);
    onProgress?.({ step: 'predict decision-tree', done: features.rows, total: features.rows });
    return shares;
  }

  /**
   * Predicts with many (maxDepth, minSamplesSplit) from this one tree. Each equals what a tree fitted with those rules
   * and the same seed predicts.
   *
   * @returns class numbers per cell, in the order of the cells
   * @throws SelvedgeError `invalid-argument` for rules looser than the model's, and for a tree that was pruned
   */
  async predictGrid(
    given: Matrix,
    cells: readonly Partial<DecisionTreeCell>[],
    { signal, onProgress }: PredictOptions = {},
  ): Promise<Labels[]> {
    const features = this.checkedRows(given);
    const limits = cells.map((cell) => this.#limits(cell));
    const predictions: Labels[] = [];
    for (const limit of limits) {
      throwIfAborted(signal, 'predict decision-tree');
      predictions.push(argmaxRows(this.#sharesWithin(features, limit)));
      onProgress?.({ step: 'predict decision-tree', done: predictions.length, total: limits.length });
      await nextTurn();
    }
    return predictions;
  }

  /** Errors and accuracy of many (maxDepth, minSamplesSplit) from this one tree. */
  async evaluateGrid(
    rows: LabelledRows,
    cells: readonly Partial<DecisionTreeCell>[],
    options?: PredictOptions,
  ): Promise<DecisionTreeCellResult[]> {
    const predictions = await this.predictGrid(featuresOf(rows), cells, options);
    return predictions.map((predicted, at) => ({ ...this.#cell(cells[at]), ...errorsOf(rows, predicted) }));
  }

  /** The same model without the branches that are not worth `ccpAlpha` per leaf. */
  prune(ccpAlpha: number): FittedDecisionTree {
    const params = decisionTreeParams({ ...this.params, ccpAlpha });
    const nodes = pruneTree(this.nodes, this.classes.length, ccpAlpha);
    return new FittedDecisionTree(params, this.classes, this.columns, nodes).fittedOn(this.form);
  }

  /** The values of `ccpAlpha` at which pruning takes more away, ascending, and what is left from there on. */
  costComplexityPath(): PruningStep[] {
    return pruningPath(this.nodes, this.classes.length);
  }

  /** The tree as indented text. */
  exportText(options?: ExportOptions): string {
    return exportText(this.nodes, this.classes, options);
  }

  /** The tree in Graphviz' DOT language. */
  exportDot(options?: ExportOptions): string {
    return exportDot(this.nodes, this.classes, options);
  }

  protected learned(): LearnedState {
    return {
      version: VERSION,
      tensors: treeTensors([this.nodes], this.classes.length),
    };
  }

  #limits(cell: Partial<DecisionTreeCell>): WalkLimits {
    const { maxDepth, minSamplesSplit } = this.#cell(cell);
    return { maxDepth: maxDepth ?? Number.POSITIVE_INFINITY, minSamplesSplit };
  }

  /** @throws SelvedgeError `invalid-argument` for what this tree cannot answer */
  #cell(cell: Partial<DecisionTreeCell>): DecisionTreeCell {
    const other = Object.keys(cell).find((name) => name !== 'maxDepth' && name !== 'minSamplesSplit');
    if (other !== undefined) throw badCell(`'${other}' is not among maxDepth and minSamplesSplit`);
    const own = this.params;
    if (own.ccpAlpha > 0) throw badCell(`the tree was pruned with ccpAlpha ${own.ccpAlpha}`);
    const { maxDepth, minSamplesSplit } = decisionTreeParams({ ...own, ...cell });
    if ((maxDepth ?? Number.POSITIVE_INFINITY) > (own.maxDepth ?? Number.POSITIVE_INFINITY)) {
      throw badCell(`maxDepth ${maxDepth} is more than the model's ${own.maxDepth}`);
    }
    if (minSamplesSplit < own.minSamplesSplit) {
      throw badCell(`minSamplesSplit ${minSamplesSplit} is less than the model's ${own.minSamplesSplit}`);
    }
    return { maxDepth, minSamplesSplit };
  }

  #sharesWithin(features: Matrix, limits: WalkLimits): Matrix<Float32Array> {
    const leaves = leavesWithin(this.nodes, features, limits);
    const classes = this.classes.length;
    const shares = new Float32Array(leaves.length * classes);
    this.#shares.write(shares, leaves);
    return matrix(shares, leaves.length, classes);
  }
}

const badCell = (why: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `decision-tree: this tree cannot answer a cell of the grid: ${why}. Fit a tree without limits and without pruning.`,
  );

/** No limits but those that the tree was grown with. */
const GROWN: WalkLimits = { maxDepth: Number.POSITIVE_INFINITY, minSamplesSplit: 0 };

/** Reads what `FittedDecisionTree.save` made. */
export function loadDecisionTree(saved: SavedState): FittedDecisionTree {
  const { params, classes, columns } = readConfig<DecisionTreeParams>(saved, decisionTreeDefinition, VERSION);
  const trees = readTrees(saved, classes.length, columns);
  if (trees.length !== 1) throw corruptModel('decision-tree', `it holds ${trees.length} trees`);
  return new FittedDecisionTree(params, classes, columns, trees[0]).fittedOn(readForm(saved));
}
