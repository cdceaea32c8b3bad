import { SelvedgeError } from '@selvedge/data';

/** A leaf has this in place of a column. */
export const LEAF = -1;

/**
 * A grown tree: node 0 is the root, the left child of node i is i + 1, and every branch lies behind its root
 * (pre-order). A row goes left when its number is at most the threshold.
 */
export interface TreeNodes {
  /** Column that is compared; `LEAF` for leaves. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** The right child; 0 for leaves. */
  readonly right: Uint32Array;
  /** Training rows that came here (each counted once, however often it was drawn). */
  readonly samples: Uint32Array;
  readonly impurity: Float64Array;
  /** Weight of each class among them, nodes x classes. */
  readonly counts: Float32Array;
}

/** Collects nodes in pre-order. */
export class TreeBuilder {
  readonly #classes: number;
  #nodes: TreeNodes;
  #size = 0;

  constructor(classes: number) {
    this.#classes = classes;
    this.#nodes = allocate(64, classes);
  }

  get size(): number {
    return this.#size;
  }

  /** Appends a leaf and returns its number; `split` may make it a fork. */
  append(samples: number, impurity: number, counts: ArrayLike<number>): number {
    this.#reserve(this.#size + 1);
    const node = this.#size++;
    this.#nodes.feature[node] = LEAF;
    this.#nodes.samples[node] = samples;
    this.#nodes.impurity[node] = impurity;
    this.#nodes.counts.set(counts, node * this.#classes);
    return node;
  }

  split(node: number, feature: number, threshold: number): void {
    this.#nodes.feature[node] = feature;
    this.#nodes.threshold[node] = threshold;
  }

  setRight(node: number, right: number): void {
    this.#nodes.right[node] = right;
  }

  /** Appends a whole branch and returns the number of its root. */
  appendBranch(branch: TreeNodes): number {
    const start = this.#size;
    const size = branch.feature.length;
    this.#reserve(start + size);
    this.#size += size;
    const to = this.#nodes;
    to.feature.set(branch.feature, start);
    to.threshold.set(branch.threshold, start);
    to.samples.set(branch.samples, start);
    to.impurity.set(branch.impurity, start);
    to.counts.set(branch.counts, start * this.#classes);
    for (let node = 0; node < size; node++) {
      to.right[start + node] = branch.right[node] === 0 ? 0 : branch.right[node] + start;
    }
    return start;
  }

  finish(): TreeNodes {
    return resized(this.#nodes, this.#size, this.#classes);
  }

  #reserve(size: number): void {
    const room = this.#nodes.feature.length;
    const most = Math.floor(MAX_COUNTS / this.#classes);
    if (size > room) this.#nodes = resized(this.#nodes, Math.max(size, Math.min(room * 2, most)), this.#classes);
  }
}

/** The buffers of a tree, to be moved between threads. */
export function buffersOf(nodes: TreeNodes): ArrayBuffer[] {
  return [nodes.feature, nodes.threshold, nodes.right, nodes.samples, nodes.impurity, nodes.counts].map(
    (values) => values.buffer as ArrayBuffer,
  );
}

/** Class weights of all nodes in float32: 2 GiB. */
const MAX_COUNTS = 2 ** 29;

const tooLarge = (size: number, classes: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `a tree of ${size} nodes keeps the weights of ${classes} classes in each, more than 2 GiB. Set maxDepth or maxLeafNodes, or take another model for so many classes.`,
  );

function allocate(size: number, classes: number): TreeNodes {
  if (size * classes > MAX_COUNTS) throw tooLarge(size, classes);
  return {
    feature: new Int32Array(size),
    threshold: new Float64Array(size),
    right: new Uint32Array(size),
    samples: new Uint32Array(size),
    impurity: new Float64Array(size),
    counts: new Float32Array(size * classes),
  };
}

function resized(nodes: TreeNodes, size: number, classes: number): TreeNodes {
  const target = allocate(size, classes);
  const kept = Math.min(size, nodes.feature.length);
  target.feature.set(nodes.feature.subarray(0, kept));
  target.threshold.set(nodes.threshold.subarray(0, kept));
  target.right.set(nodes.right.subarray(0, kept));
  target.samples.set(nodes.samples.subarray(0, kept));
  target.impurity.set(nodes.impurity.subarray(0, kept));
  target.counts.set(nodes.counts.subarray(0, kept * classes));
  return target;
}
