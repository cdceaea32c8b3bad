import type { WorkerContext } from '@selvedge/compute/types';
import { isShared } from '@selvedge/compute/workers';
import type { BoostedTree } from '../boosting/boosted-tree.js';
import { crossEntropies, type ScoredBands } from '../boosting/derivatives.js';
import { fillGroups, type GroupingPart, type MeasuringPart, measureBins } from '../boosting/grouped-bins.js';
import { type BoostedTreeRequest, growBoostedTree } from '../boosting/grow-boosted-tree.js';
import { histogramKernel } from '../boosting/kernel-of-fit.js';
import { type ForestTreeRequest, type GrownTree, growForestTree } from '../forest/grow-tree.js';
import type { Split } from './best-split.js';
import { type BinningPart, binPart } from './bin-column.js';
import { growBranch } from './grow.js';
import { buffersOf, type TreeNodes } from './nodes.js';
import type { GrowProblem, OpenNode } from './problem.js';
import { SplitSearch } from './split-search.js';
import { type TranspositionPart, transposePart } from './transpose.js';

/** What both requests about one tree hold. Arrays are shared, not copied. */
export interface TreeRequest {
  readonly problem: GrowProblem;
  readonly codes: Int32Array;
  readonly rows: Int32Array;
  readonly open: OpenNode;
}

export interface SplitRequest extends TreeRequest {
  readonly counts: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** What threads do for trees. */
export interface TreeMethods {
  transpose(request: TranspositionPart): void;
  binColumns(request: BinningPart): void;
  findSplit(request: SplitRequest): Split | undefined;
  growBranch(request: TreeRequest, context: WorkerContext): TreeNodes;
  growForestTree(request: ForestTreeRequest, context: WorkerContext): GrownTree;
  measureBins(request: MeasuringPart): Uint16Array;
  fillGroups(request: GroupingPart): void;
  crossEntropies(request: ScoredBands): Float64Array;
  growBoostedTree(request: BoostedTreeRequest, context: WorkerContext): { tree: BoostedTree; scores?: Float64Array };
}

export const treeMethods: Pick<TreeMethods, keyof TreeMethods> = {
  transpose: transposePart,
  binColumns: binPart,
  findSplit({ problem, codes, rows, open, counts, from, to }) {
    return new SplitSearch(problem).find(rows, open.start, open.end, codes, counts, open.key, from, to);
  },
  growBranch({ problem, codes, rows, open }, context) {
    const nodes = growBranch(problem, codes, rows, open, () => context.throwIfAborted('fit decision-tree'));
    context.transfer(...buffersOf(nodes));
    return nodes;
  },
  growForestTree(request, context) {
    const grown = growForestTree(request, () => context.throwIfAborted('fit forest'));
    context.transfer(...buffersOf(grown.nodes));
    return grown;
  },
  measureBins,
  fillGroups,
  crossEntropies,
  growBoostedTree(request, context) {
    const tree = growBoostedTree(histogramKernel(request), request, () =>
      context.throwIfAborted('fit hist-gradient-boosting'),
    );
    const { scores } = request;
    return isShared(scores) ? { tree } : { tree, scores };
  },
};
