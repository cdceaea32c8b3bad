import { instantiateKernels, type Kernels, MemoryPlan } from '@selvedge/compute/kernels';
import { MISSING } from '../tree/binned-columns.js';
import { boostingWasm } from './boosting.wasm.js';
import type { Cut, CutRules, Sums } from './cut.js';
import { firstBin, type GroupedBins, groupsOf, HAS_MISSING, LANES } from './grouped-bins.js';

interface Exports {
  gather(...numbers: number[]): void;
  count(...numbers: number[]): void;
  search(...numbers: number[]): void;
  subtract(...numbers: number[]): void;
  complete(...numbers: number[]): void;
  partition(...numbers: number[]): number;
}

/** The memory of a node's histogram: its address. */
export type Slot = number;

/** A node whose rows are counted: those from `start` to `end`. */
export interface CountedNode {
  readonly start: number;
  readonly end: number;
  readonly sums: Sums;
}

/** Of a group of columns in a histogram: 256 cells of two float64 each. */
const GROUP_BYTES: number = LANES * 256 * 16;
/** Bins beyond this many bytes are brought in part by part. */
const BINS_BYTES = 2 ** 30;
/** Histograms that are kept for later take at most so many bytes; three there always are. */
const HISTOGRAM_BYTES = 3 * 2 ** 26;
/** Nodes with a smaller part of the rows have less than one row in a cache line of bins by group. */
const SPARSE = 8;
/** Fewer groups are not worth the copy. */
const MANY_GROUPS = 16;
/** Fewer words of bins stay in the caches. */
const NEAR_WORDS = 2 ** 18;
const FOUND_BYTES = 64;
/** No bin. */
const NONE = -1;

/** Rows by node, and histograms of the nodes, of one tree after the other on one table: in memory of this thread. */
export class HistogramKernel {
  readonly #source: GroupedBins;
  readonly #kernels: Kernels<Exports>;
  readonly #plan: MemoryPlan;
  readonly #at: Readonly<
    Record<'found' | 'sizes' | 'rows' | 'spare' | 'derivatives' | 'ordered' | 'bins' | 'nearby', number>
  >;
  readonly #slotBytes: number;
  /** Groups that are in memory at a time. */
  readonly #band: number;
  readonly #free: Slot[] = [];
  #slots = 0;
  #used: Int32Array = new Int32Array(0);
  /** The first group of those in memory. */
  #loaded = NONE;

  /** @param most - columns that a tree may compare at most */
  constructor(source: GroupedBins, most: number) {
    this.#source = source;
    this.#kernels = instantiateKernels<Exports>(boostingWasm);
    const plan = new MemoryPlan(this.#kernels);
    this.#plan = plan;
    const { rows } = source;
    const groups = Math.max(1, groupsOf(Math.min(most, source.columns.length)));
    this.#slotBytes = groups * GROUP_BYTES;
    this.#band = Math.max(1, Math.min(groups, Math.floor(BINS_BYTES / (rows * LANES))));
    this.#at = {
      found: plan.place(2 * FOUND_BYTES),
      sizes: plan.place(source.columns.length * 2),
      rows: plan.place(rows * 4),
      spare: plan.place(rows * 4),
      derivatives: plan.place(rows * 8),
      ordered: plan.place(rows * 8),
      bins: plan.place(this.#band * rows * LANES),
      nearby: plan.place(Math.ceil(rows / SPARSE) * groups * LANES),
    };
    plan.apply();
  }

  /**
   * Begins a tree.
   *
   * @param derivatives - the first and second of each row, side by side; multiples of one power of two
   * @param used - places of the columns that it may compare, ascending
   * @param sample - rows that it is grown on, ascending; undefined: all
   * @returns how many rows these are
   */
  open(derivatives: Float32Array, used: Int32Array, sample: Int32Array | undefined): number {
    const { rows: height, sizes } = this.#source;
    if (used.length !== this.#used.length || used.some((place, at) => place !== this.#used[at])) this.#loaded = NONE;
    this.#used = used;
    const { buffer } = this.#kernels.memory;
    new Float32Array(buffer, this.#at.derivatives, 2 * height).set(derivatives);
    new Uint16Array(buffer, this.#at.sizes, used.length).set(used.map((place) => sizes[place]));
    const size = sample?.length ?? height;
    const rows = this.rows(0, size);
    if (sample) rows.set(sample);
    else for (let row = 0; row < height; row++) rows[row] = row;
    return size;
  }

  /** Rows of a node: valid until the next call. */
  rows(start: number, end: number): Int32Array {
    return new Int32Array(this.#kernels.memory.buffer, this.#at.rows + start * 4, end - start);
  }

  /** Memory for one more histogram; undefined where some have to be released first. */
  acquire(): Slot | undefined {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#slots >= 3 && (this.#slots + 1) * this.#slotBytes > HISTOGRAM_BYTES) return undefined;
    this.#slots++;
    const slot = this.#plan.place(this.#slotBytes);
    this.#plan.apply();
    return slot;
  }

  release(slot: Slot): void {
    this.#free.push(slot);
  }

  /** Adds up the derivatives of the node's rows by column and bin, and finds its best cut. */
  search(node: CountedNode, slot: Slot, rules: CutRules): Cut | undefined {
    const { found } = this.#at;
    const count = this.#counting(node, slot);
    this.#begin(found, rules);
    this.#forGroups((group) => {
      count(group);
      this.#searchGroup(slot, group, node.sums, rules, found);
    });
    return this.#found(slot, found);
  }

  /**
   * The same for both children of a node: counts one of them into its slot and leaves the histogram of the other in the
   * slot of the parent.
   */
  divide(
    parent: Slot,
    child: CountedNode,
    slot: Slot,
    other: Sums,
    rules: CutRules,
  ): { readonly child: Cut | undefined; readonly other: Cut | undefined } {
    const { sizes, found } = this.#at;
    const ofOther = found + FOUND_BYTES;
    const count = this.#counting(child, slot);
    this.#begin(found, rules);
    this.#begin(ofOther, rules);
    // Group by group, as long as its cells are near.
    this.#forGroups((group) => {
      count(group);
      const end = Math.min(this.#used.length, (group + 1) * LANES);
      this.#kernels.exports.subtract(parent, slot, group * LANES, end, sizes);
      this.#searchGroup(slot, group, child.sums, rules, found);
      this.#searchGroup(parent, group, other, rules, ofOther);
    });
    return { child: this.#found(slot, found), other: this.#found(parent, ofOther) };
  }

  #forGroups(visit: (group: number) => void): void {
    const groups = groupsOf(this.#used.length);
    for (let group = 0; group < groups; group++) visit(group);
  }

  #counting({ start, end }: CountedNode, slot: Slot): (group: number) => void {
    const { rows, derivatives, ordered, bins, nearby } = this.#at;
    const { exports } = this.#kernels;
    const height = this.#source.rows;
    const size = end - start;
    const to = (group: number): number => slot + group * GROUP_BYTES;
    // Where the node has all rows, they are in their old order.
    const isWhole = size === height;
    const source = isWhole ? derivatives : ordered;
    if (!isWhole) exports.gather(derivatives, rows + start * 4, size, ordered);
    const groups = groupsOf(this.#used.length);
    if (size * SPARSE < height && groups >= MANY_GROUPS && this.#usesAll && groups * height > NEAR_WORDS) {
      this.#bringRows(start, end);
      const width = groups * LANES;
      return (group) => exports.count(nearby + group * LANES, width, 0, size, source, to(group));
    }
    const list = isWhole ? 0 : rows + start * 4;
    return (group) => {
      const inBand = group % this.#band;
      if (inBand === 0) this.#load(group);
      exports.count(bins + inBand * height * LANES, LANES, list, size, source, to(group));
    };
  }

  /** Copies the bins of a small node's rows, which by groups lie far apart. */
  #bringRows(start: number, end: number): void {
    const { byRow } = this.#source;
    const width = groupsOf(this.#used.length) * 2;
    const from = new Int32Array(byRow.buffer, byRow.byteOffset, byRow.length / 4);
    const to = new Int32Array(this.#kernels.memory.buffer, this.#at.nearby, (end - start) * width);
    let next = 0;
    for (const row of this.rows(start, end)) {
      const first = row * width;
      for (let at = first; at < first + width; at++) to[next++] = from[at];
    }
  }

  get #usesAll(): boolean {
    return this.#used.length === this.#source.columns.length;
  }

  #begin(found: number, { minGain }: CutRules): void {
    const { buffer } = this.#kernels.memory;
    new Float64Array(buffer, found, 1)[0] = minGain;
    new Int32Array(buffer, found + 8, 1)[0] = NONE;
  }

  #searchGroup(
    slot: Slot,
    group: number,
    { gradient, hessian }: Sums,
    { minChildWeight, l2 }: CutRules,
    found: number,
  ): void {
    const from = group * LANES;
    const end = Math.min(this.#used.length, from + LANES);
    const { sizes } = this.#at;
    this.#kernels.exports.search(slot, from, end, sizes, gradient, hessian, minChildWeight, l2, found);
  }

  /** Puts the rows of a node that go left before the others, and returns where these begin. */
  partition(
    { place, cut, missingLeft }: Pick<Cut, 'place' | 'cut' | 'missingLeft'>,
    start: number,
    end: number,
  ): number {
    const { rows, spare, bins } = this.#at;
    const group = Math.floor(place / LANES);
    const first = group - (group % this.#band);
    this.#load(first);
    const column = bins + firstBin(this.#source.rows, place - first * LANES);
    return (
      start +
      this.#kernels.exports.partition(column, cut, missingLeft ? MISSING : NONE, rows + start * 4, end - start, spare)
    );
  }

  #found(slot: Slot, at: number): Cut | undefined {
    this.#kernels.exports.complete(slot, this.#at.sizes, at);
    const { buffer } = this.#kernels.memory;
    const [place, cut, next, side] = new Int32Array(buffer, at + 8, 4);
    if (place < 0) return undefined;
    const [gain] = new Float64Array(buffer, at, 1);
    const [gradient, hessian] = new Float64Array(buffer, at + 24, 2);
    const hasMissing = (this.#source.sizes[this.#used[place]] & HAS_MISSING) !== 0;
    return { place, cut, next, gain, missingLeft: hasMissing ? side === 1 : undefined, left: { gradient, hessian } };
  }

  /** Brings the bins of the used columns from this group on. */
  #load(group: number): void {
    if (this.#loaded === group) return;
    this.#loaded = group;
    const { rows, bins } = this.#source;
    const places = this.#used.subarray(group * LANES, (group + this.#band) * LANES);
    const target = new Uint8Array(this.#kernels.memory.buffer, this.#at.bins, groupsOf(places.length) * LANES * rows);
    if (this.#usesAll) {
      target.set(bins.subarray(group * LANES * rows, group * LANES * rows + target.length));
      return;
    }
    for (let place = 0; place < places.length; place++) {
      const [from, to] = [firstBin(rows, places[place]), firstBin(rows, place)];
      for (let at = 0; at < rows * LANES; at += LANES) target[to + at] = bins[from + at];
    }
    // What the last group lacks of eight columns is counted, and never looked at.
  }
}
