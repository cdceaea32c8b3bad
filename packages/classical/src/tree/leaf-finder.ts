import { instantiateKernels, MemoryPlan } from '@selvedge/compute/kernels';
import type { Matrix } from '@selvedge/data';
import { LEAF } from './nodes.js';
import type { WalkedTree } from './walk.js';
import { walkWasm } from './walk.wasm.js';

interface WalkExports {
  leavesOfDoubles(nodes: number, values: number, stride: number, rows: number, leaves: number): void;
  leavesOfFloats(nodes: number, values: number, stride: number, rows: number, leaves: number): void;
  leavesOfBytes(nodes: number, values: number, stride: number, rows: number, leaves: number): void;
}

const NODE_BYTES = 16;
const MAX_NODE_BYTES = 1024 * 1024 * 1024;
/** Rows that are walked at the same time. */
const LANES = 8;

/** Finds leaves of many rows in the trees of a forest, in WebAssembly. What it finds is what `leavesOf` finds. */
export class LeafFinder {
  readonly #walk: (nodes: number, values: number, stride: number, rows: number, leaves: number) => void;
  readonly #values: Matrix['values'];
  readonly #given: Matrix;
  readonly #leaves: Uint32Array;
  readonly #places: { readonly nodes: readonly number[]; readonly values: number; readonly leaves: number };
  #rows = 0;

  /**
   * @param block - the most rows that `take` is given
   * @returns undefined where `leavesOf` is faster, or the trees take more than a gigabyte
   */
  static of(trees: readonly WalkedTree[], features: Matrix, block: number): LeafFinder | undefined {
    const nodes = trees.reduce((sum, { feature }) => sum + feature.length, 0);
    // Laying out a node takes as long as walking past some.
    const isFew = features.rows * trees.length * LANES < nodes;
    return isFew || nodes * NODE_BYTES > MAX_NODE_BYTES ? undefined : new LeafFinder(trees, features, block);
  }

  private constructor(trees: readonly WalkedTree[], features: Matrix, block: number) {
    const kernels = instantiateKernels<WalkExports>(walkWasm);
    const plan = new MemoryPlan(kernels);
    const room = Math.ceil(Math.min(block, features.rows) / LANES) * LANES;
    const { columns, values } = features;
    const width = values.BYTES_PER_ELEMENT;
    const nodes = trees.map(({ feature }) => plan.place(feature.length * NODE_BYTES));
    this.#places = { nodes, values: plan.place(room * columns * width), leaves: plan.place(room * 4) };
    plan.apply();
    const { buffer } = kernels.memory;
    for (const [at, tree] of trees.entries()) layOut(tree, width, buffer, nodes[at]);
    const { exports } = kernels;
    const size = room * columns;
    this.#given = features;
    this.#leaves = new Uint32Array(buffer, this.#places.leaves, room);
    if (values instanceof Float64Array) {
      this.#walk = exports.leavesOfDoubles;
      this.#values = new Float64Array(buffer, this.#places.values, size);
    } else if (values instanceof Float32Array) {
      this.#walk = exports.leavesOfFloats;
      this.#values = new Float32Array(buffer, this.#places.values, size);
    } else {
      this.#walk = exports.leavesOfBytes;
      this.#values = new Uint8Array(buffer, this.#places.values, size);
    }
  }

  /** Makes rows those that `leaves` is asked about; they have no missing values. */
  take(first: number, end: number): void {
    const { values, columns } = this.#given;
    this.#rows = end - first;
    this.#values.set(values.subarray(first * columns, end * columns));
  }

  /** The node in which each of the rows ends; overwritten by the next call. */
  leaves(tree: number): Uint32Array {
    const { nodes, values, leaves } = this.#places;
    const stride = this.#given.columns * this.#values.BYTES_PER_ELEMENT;
    this.#walk(nodes[tree], values, stride, Math.ceil(this.#rows / LANES) * LANES, leaves);
    return this.#leaves.subarray(0, this.#rows);
  }
}

/** As the kernel reads them: a leaf leads to itself, for no value is at most NaN. */
function layOut({ feature, threshold, right }: WalkedTree, width: number, buffer: ArrayBuffer, place: number): void {
  const thresholds = new Float64Array(buffer, place, 2 * feature.length);
  const links = new Uint32Array(buffer, place, 4 * feature.length);
  for (let node = 0; node < feature.length; node++) {
    const isLeaf = feature[node] === LEAF;
    thresholds[2 * node] = isLeaf ? Number.NaN : threshold[node];
    links[4 * node + 2] = isLeaf ? 0 : feature[node] * width;
    links[4 * node + 3] = isLeaf ? node : right[node];
  }
}
