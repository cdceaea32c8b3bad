import { instantiateKernels, type Kernels, MemoryPlan } from '@selvedge/compute/kernels';
import { MISSING } from '../tree/binned-columns.js';
import { boostingWasm } from './boosting.wasm.js';
import type { Cut, CutRules, Sums } from './cut.js';
import { firstBin, type GroupedBins, groupsOf, HAS_MISSING, LANES } from './grouped-bins.js';

interface Exports {
  gather(...numbers: number[]): void;
  count(...numbers: number[]): void;
  search(...numbers: number[]): void;
  divide(...numbers: number[]): void;
  partition(...numbers: number[]): number;
}

/** The memory of a node's histogram: its address. */
export type Slot = number;

/** Of a group of columns in a histogram: 256 cells of two float64 each. */
const GROUP_BYTES: number = LANES * 256 * 16;
/** Bins beyond this many bytes are brought in part by part. */
const BINS_BYTES = 2 ** 30;
/** Histograms that are kept for later take at most so many bytes; three there always are. */
const HISTOGRAM_BYTES = 2 ** 29;
const FOUND_BYTES = 64;
/** No bin. */
const NONE = -1;

/** Rows by node, and histograms of the nodes, of one tree after the other on one table: in memory of this thread. */
export class HistogramKernel {
  readonly #source: GroupedBins;
  readonly #kernels: Kernels<Exports>;
  readonly #plan: MemoryPlan;
  readonly #at: Readonly<Record<'found' | 'sizes' | 'rows' | 'spare' | 'derivatives' | 'ordered' | 'bins', number>>;
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

  /** Adds up the derivatives of the rows from `start` to `end` by column and bin. */
  count(start: number, end: number, slot: Slot): void {
    const { rows, derivatives, ordered, bins } = this.#at;
    const { exports } = this.#kernels;
    const height = this.#source.rows;
    // Where the node has all rows, they are in their old order.
    const isWhole = end - start === height;
    if (!isWhole) exports.gather(derivatives, rows + start * 4, end - start, ordered);
    const list = isWhole ? 0 : rows + start * 4;
    const source = isWhole ? derivatives : ordered;
    const groups = groupsOf(this.#used.length);
    for (let group = 0; group < groups; group++) {
      const inBand = group % this.#band;
      if (inBand === 0) this.#load(group);
      exports.count(bins + inBand * height * LANES, list, end - start, source, slot + group * GROUP_BYTES);
    }
  }

  /** The best cut of a node. */
  search(slot: Slot, { gradient, hessian }: Sums, { minChildWeight, l2, minGain }: CutRules): Cut | undefined {
    const { sizes, found } = this.#at;
    const places = this.#used.length;
    this.#kernels.exports.search(slot, places, sizes, gradient, hessian, minChildWeight, l2, minGain, found);
    return this.#found(found);
  }

  /**
   * Makes the parent's histogram that of its other child.
   *
   * @returns the best cuts of both
   */
  divide(
    parent: Slot,
    child: { readonly slot: Slot; readonly sums: Sums },
    other: Sums,
    { minChildWeight, l2, minGain }: CutRules,
  ): { readonly child: Cut | undefined; readonly other: Cut | undefined } {
    const { sizes, found } = this.#at;
    this.#kernels.exports.divide(
      parent,
      child.slot,
      this.#used.length,
      sizes,
      child.sums.gradient,
      child.sums.hessian,
      other.gradient,
      other.hessian,
      minChildWeight,
      l2,
      minGain,
      found,
      found + FOUND_BYTES,
    );
    return { child: this.#found(found), other: this.#found(found + FOUND_BYTES) };
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

  #found(at: number): Cut | undefined {
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
    const { rows, bins, columns } = this.#source;
    const places = this.#used.subarray(group * LANES, (group + this.#band) * LANES);
    const target = new Uint8Array(this.#kernels.memory.buffer, this.#at.bins, groupsOf(places.length) * LANES * rows);
    if (this.#used.length === columns.length) {
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
