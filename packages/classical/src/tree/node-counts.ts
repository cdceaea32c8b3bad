import { SelvedgeError } from '@selvedge/data';

/** From so many classes on, most classes have no row in most nodes: trees keep those that have some. */
export const MANY_CLASSES = 256;

/** Of trees of many classes: whose weights `counts` holds. */
export interface CountEntries {
  /** Where the weights of each node begin, and the end of the last one's: nodes + 1 numbers. */
  readonly starts: Uint32Array;
  /** The class of each weight, ascending within a node. */
  readonly labels: Uint16Array;
}

/** Weights of the classes in the nodes of a tree. */
export interface NodeCounts {
  /** Weight of each class among a node's training rows, nodes x classes; with `entries`, of the classes that have some. */
  readonly counts: Float32Array;
  /** Of trees of 256 classes or more: the nodes and classes of `counts`. */
  readonly entries?: CountEntries | undefined;
}

/** Weights of a node: of the classes `labels` where these are given, otherwise of every class. */
export interface ClassWeights {
  readonly weights: ArrayLike<number>;
  readonly labels?: Uint16Array | undefined;
}

/** The weights of one node. */
export function weightsOf({ counts, entries }: NodeCounts, classes: number, node: number): ClassWeights {
  if (!entries) return { weights: counts.subarray(node * classes, (node + 1) * classes) };
  const [start, end] = [entries.starts[node], entries.starts[node + 1]];
  return { weights: counts.subarray(start, end), labels: entries.labels.subarray(start, end) };
}

/** Collects the weights of nodes in their order. */
export interface CountsBuilder {
  append(weights: ClassWeights): void;
  /** @param names - the class of each class of the branch; default: the same */
  appendBranch(branch: NodeCounts, size: number, names?: Uint16Array): void;
  finish(): NodeCounts;
}

/** @param nodes - room for so many to begin with */
export const buildCounts = (classes: number, nodes: number): CountsBuilder =>
  classes < MANY_CLASSES ? new AllCounts(classes, nodes) : new SomeCounts(classes, nodes);

/** Weights in float32: 2 GiB. */
const MAX_COUNTS = 2 ** 29;

class AllCounts implements CountsBuilder {
  readonly #classes: number;
  #counts: Float32Array;
  #nodes = 0;

  constructor(classes: number, nodes: number) {
    this.#classes = classes;
    this.#counts = new Float32Array(nodes * classes);
  }

  append({ weights }: ClassWeights): void {
    this.#reserve(this.#nodes + 1);
    this.#counts.set(weights, this.#nodes++ * this.#classes);
  }

  appendBranch({ counts }: NodeCounts, size: number): void {
    this.#reserve(this.#nodes + size);
    this.#counts.set(counts, this.#nodes * this.#classes);
    this.#nodes += size;
  }

  finish(): NodeCounts {
    return { counts: this.#counts.slice(0, this.#nodes * this.#classes) };
  }

  #reserve(nodes: number): void {
    this.#counts = withRoom(this.#counts, nodes * this.#classes, nodes);
  }
}

class SomeCounts implements CountsBuilder {
  readonly #classes: number;
  #counts: Float32Array;
  #labels: Uint16Array;
  #starts: Uint32Array;
  #nodes = 0;
  #size = 0;

  constructor(classes: number, nodes: number) {
    this.#classes = classes;
    this.#starts = new Uint32Array(nodes + 1);
    this.#counts = new Float32Array(nodes * 4);
    this.#labels = new Uint16Array(nodes * 4);
  }

  append(node: ClassWeights, names?: Uint16Array): void {
    const { weights, labels } = node;
    this.#reserve(this.#nodes + 1, this.#size + weights.length);
    for (let at = 0; at < weights.length; at++) {
      if (weights[at] === 0) continue;
      const label = labels ? labels[at] : at;
      this.#labels[this.#size] = names ? names[label] : label;
      this.#counts[this.#size++] = weights[at];
    }
    this.#starts[++this.#nodes] = this.#size;
  }

  appendBranch(branch: NodeCounts, size: number, names?: Uint16Array): void {
    const classes = names?.length ?? this.#classes;
    for (let node = 0; node < size; node++) this.append(weightsOf(branch, classes, node), names);
  }

  finish(): NodeCounts {
    const starts = this.#starts.slice(0, this.#nodes + 1);
    const labels = this.#labels.slice(0, this.#size);
    return { counts: this.#counts.slice(0, this.#size), entries: { starts, labels } };
  }

  #reserve(nodes: number, size: number): void {
    this.#starts = withRoom(this.#starts, nodes + 1, nodes);
    this.#counts = withRoom(this.#counts, size, nodes);
    this.#labels = withRoom(this.#labels, size, nodes);
  }
}

/** The same numbers with room for `size` of them. */
function withRoom<T extends Float32Array | Uint16Array | Uint32Array>(values: T, size: number, nodes: number): T {
  if (size <= values.length) return values;
  if (size > MAX_COUNTS) throw tooLarge(nodes);
  const grown = new (values.constructor as new (size: number) => T)(
    Math.max(size, Math.min(values.length * 2, MAX_COUNTS)),
  );
  grown.set(values);
  return grown;
}

const tooLarge = (nodes: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `a tree of ${nodes} nodes keeps the weights of the classes in each, more than 2 GiB. Set maxDepth or minSamplesLeaf, or take another model for so many classes.`,
  );
