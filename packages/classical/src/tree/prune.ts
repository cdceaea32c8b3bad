import { nodeWeights } from './importances.js';
import { weightsOf } from './node-counts.js';
import { LEAF, TreeBuilder, type TreeNodes } from './nodes.js';

/** One step of weakest-link pruning: from this `ccpAlpha` on, this many leaves are left. */
export interface PruningStep {
  readonly ccpAlpha: number;
  readonly leaves: number;
  /** Summed impurity of the leaves, weighted by their share of the rows. */
  readonly impurity: number;
}

/**
 * Cuts off every branch that lowers the impurity by less than `ccpAlpha` per leaf that it adds, weakest first. With 0 the
 * tree stays whole, branches that lower nothing included, as in scikit-learn.
 *
 * @see Breiman, Friedman, Olshen & Stone, Classification and Regression Trees (1984), section 3.3
 */
export function pruneTree(nodes: TreeNodes, classes: number, ccpAlpha: number): TreeNodes {
  if (ccpAlpha === 0) return nodes;
  const pruner = openPruner(nodes, classes);
  for (let weakest = pruner.weakest(); weakest && weakest.ccpAlpha <= ccpAlpha; weakest = pruner.weakest()) {
    pruner.cut(weakest.node);
  }
  return copyKept(nodes, classes, pruner.isCut);
}

/** Every tree that pruning can leave, from the whole one to the root alone. */
export function pruningPath(nodes: TreeNodes, classes: number): PruningStep[] {
  const pruner = openPruner(nodes, classes);
  const steps: PruningStep[] = [{ ccpAlpha: 0, ...pruner.state() }];
  for (let weakest = pruner.weakest(); weakest; weakest = pruner.weakest()) {
    pruner.cut(weakest.node);
    const ccpAlpha = Math.max(weakest.ccpAlpha, steps[steps.length - 1].ccpAlpha);
    // Links that are equally weak break together: they are one step.
    if (ccpAlpha - steps[steps.length - 1].ccpAlpha <= 1e-12) steps.pop();
    steps.push({ ccpAlpha, ...pruner.state() });
  }
  return steps;
}

function openPruner(nodes: TreeNodes, classes: number) {
  const { feature, right, impurity } = nodes;
  const size = feature.length;
  const weights = nodeWeights(nodes, classes);
  const parents = new Int32Array(size).fill(-1);
  const leaves = new Float64Array(size);
  const leafImpurity = new Float64Array(size);
  const isCut = new Uint8Array(size);
  const ownImpurity = impurity.map((value, node) => (value * weights[node]) / weights[0]);
  for (let node = size - 1; node >= 0; node--) {
    const isLeaf = feature[node] === LEAF;
    const [a, b] = [node + 1, right[node]];
    leaves[node] = isLeaf ? 1 : leaves[a] + leaves[b];
    leafImpurity[node] = isLeaf ? ownImpurity[node] : leafImpurity[a] + leafImpurity[b];
    if (isLeaf) continue;
    parents[a] = node;
    parents[b] = node;
  }
  const strength = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const measure = (node: number): void => {
    const isFork = feature[node] !== LEAF && leaves[node] > 1;
    strength[node] = isFork ? (ownImpurity[node] - leafImpurity[node]) / (leaves[node] - 1) : Number.POSITIVE_INFINITY;
  };
  for (let node = 0; node < size; node++) measure(node);

  return {
    isCut,
    state: () => ({ leaves: leaves[0], impurity: leafImpurity[0] }),
    weakest(): { readonly node: number; readonly ccpAlpha: number } | undefined {
      let best = 0;
      for (let node = 1; node < size; node++) if (strength[node] < strength[best]) best = node;
      return strength[best] === Number.POSITIVE_INFINITY ? undefined : { node: best, ccpAlpha: strength[best] };
    },
    cut(node: number): void {
      const lostLeaves = leaves[node] - 1;
      const gained = ownImpurity[node] - leafImpurity[node];
      isCut[node] = 1;
      for (let below = node + 1, end = endOfBranch(nodes, node); below < end; below++) {
        strength[below] = Number.POSITIVE_INFINITY;
      }
      for (let above = node; above >= 0; above = parents[above]) {
        leaves[above] -= lostLeaves;
        leafImpurity[above] += gained;
        measure(above);
      }
    },
  };
}

/** The number behind the last node of a branch. */
function endOfBranch({ feature, right }: TreeNodes, root: number): number {
  let node = root;
  while (feature[node] !== LEAF) node = right[node];
  return node + 1;
}

function copyKept(nodes: TreeNodes, classes: number, isCut: Uint8Array): TreeNodes {
  const { feature, threshold, right, samples, impurity, missingLeft } = nodes;
  const builder = new TreeBuilder(classes, missingLeft !== undefined);
  const stack = [{ from: 0, parent: -1 }];
  for (let open = stack.pop(); open; open = stack.pop()) {
    const { from, parent } = open;
    const node = builder.append(samples[from], impurity[from], weightsOf(nodes, classes, from));
    if (parent >= 0) builder.setRight(parent, node);
    if (feature[from] === LEAF || isCut[from]) continue;
    builder.split(node, feature[from], threshold[from], missingLeft?.[from] === 1);
    stack.push({ from: right[from], parent: node }, { from: from + 1, parent: -1 });
  }
  return builder.finish();
}
