import { buildCounts, type ClassWeights, type CountsBuilder, type NodeCounts } from './node-counts.js';

/** A leaf has this in place of a column. */
export const LEAF = -1;

/**
 * A grown tree: node 0 is the root, the left child of node i is i + 1, and every branch lies behind its root
 * (pre-order). A row goes left when its number is at most the threshold; one without a number (NaN) as `missingLeft` says.
 */
export interface TreeNodes extends NodeCounts {
  /** Column that is compared; `LEAF` for leaves. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The right child; 0 for leaves. */
  readonly right: Uint32Array;
  /** Training rows that came here (each counted once, however often it was drawn). */
  readonly samples: Uint32Array;
  readonly impurity: Float64Array;
  /**
   * 1 where missing values go left. Undefined where no training row had any: they go where most training rows went,
   * see `missingSides`.
   */
  readonly missingLeft?: Uint8Array | undefined;
}

/** Where missing values go from each node: 1 is left. Among equally many training rows it is right, as in scikit-learn. */
export const missingSides = ({
  missingLeft,
  samples,
  right,
}: Pick<TreeNodes, 'missingLeft' | 'samples' | 'right'>): Uint8Array =>
  missingLeft ?? Uint8Array.from(right, (other, node) => Number(other > 0 && samples[node + 1] > samples[other]));

/** Collects nodes in pre-order. */
export class TreeBuilder {
  #nodes: OwnNodes;
  #counts: CountsBuilder;
  #size = 0;

  /** @param hasMissing - whether a training row has a missing value */
  constructor(classes: number, hasMissing = false) {
    this.#nodes = allocate(64, hasMissing);
    this.#counts = buildCounts(classes, 64);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends a leaf and returns its number; `split` may make it a fork. */
  append(samples: number, impurity: number, weights: ClassWeights): number {
    this.#reserve(this.#size + 1);
    const node = this.#size++;
    this.#nodes.feature[node] = LEAF;
    this.#nodes.samples[node] = samples;
    this.#nodes.impurity[node] = impurity;
    this.#counts.append(weights);
    return node;
  }

  /** @param missingLeft - whether missing values go left; kept where training rows have some */
  split(node: number, feature: number, threshold: number, missingLeft = false): void {
    this.#nodes.feature[node] = feature;
    this.#nodes.threshold[node] = threshold;
    if (this.#nodes.missingLeft) this.#nodes.missingLeft[node] = Number(missingLeft);
  }

  setRight(node: number, right: number): void {
    this.#nodes.right[node] = right;
  }

  /**
   * Appends a whole branch and returns the number of its root.
   *
   * @param names - the class of each class of the branch; default: the same
   */
  appendBranch(branch: TreeNodes, names?: Uint16Array): number {
    const start = this.#size;
    const size = branch.feature.length;
    this.#reserve(start + size);
    this.#size += size;
    const to = this.#nodes;
    to.feature.set(branch.feature, start);
    to.threshold.set(branch.threshold, start);
    to.samples.set(branch.samples, start);
    to.impurity.set(branch.impurity, start);
    this.#counts.appendBranch(branch, size, names);
    if (branch.missingLeft) to.missingLeft?.set(branch.missingLeft, start);
    for (let node = 0; node < size; node++) {
      to.right[start + node] = branch.right[node] === 0 ? 0 : branch.right[node] + start;
    }
    return start;
  }

  finish(): TreeNodes {
    return { ...resized(this.#nodes, this.#size), ...this.#counts.finish() };
  }

  #reserve(size: number): void {
    const room = this.#nodes.feature.length;
    if (size > room) this.#nodes = resized(this.#nodes, Math.max(size, room * 2));
  }
}

type OwnNodes = Omit<TreeNodes, keyof NodeCounts>;

/** The buffers of a tree, to be moved between threads. */
export function buffersOf(nodes: TreeNodes): ArrayBuffer[] {
  const { feature, threshold, right, samples, impurity, counts, entries, missingLeft } = nodes;
  const arrays = [feature, threshold, right, samples, impurity, counts];
  const optional = [missingLeft, entries?.starts, entries?.labels];
  return [...arrays, ...optional.filter((values) => values !== undefined)].map(({ buffer }) => buffer as ArrayBuffer);
}

function allocate(size: number, hasMissing: boolean): OwnNodes {
  return {
    feature: new Int32Array(size),
    threshold: new Float64Array(size),
    right: new Uint32Array(size),
    samples: new Uint32Array(size),
    impurity: new Float64Array(size),
    ...(hasMissing && { missingLeft: new Uint8Array(size) }),
  };
}

function resized(nodes: OwnNodes, size: number): OwnNodes {
  const target = allocate(size, nodes.missingLeft !== undefined);
  const kept = Math.min(size, nodes.feature.length);
  target.feature.set(nodes.feature.subarray(0, kept));
  target.threshold.set(nodes.threshold.subarray(0, kept));
  target.right.set(nodes.right.subarray(0, kept));
  target.samples.set(nodes.samples.subarray(0, kept));
  target.impurity.set(nodes.impurity.subarray(0, kept));
  if (nodes.missingLeft) target.missingLeft?.set(nodes.missingLeft.subarray(0, kept));
  return target;
}
