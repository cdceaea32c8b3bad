import { BINS, type BinnedColumns, cutBetween } from './binned-columns.js';
import { type Criterion, xLogX } from './criterion.js';
import { draw, type NodeKey } from './node-random.js';
import { KERNEL_CLASSES, KERNEL_WEIGHT, kernelCode, type TreeKernel, treeKernel } from './tree-kernel.js';

/** What a search needs besides the rows. */
export interface SplitProblem {
  readonly columns: BinnedColumns;
  readonly classes: number;
  readonly criterion: Criterion;
  /** Columns drawn per node; all of them when equal to the number of columns. */
  readonly maxFeatures: number;
  readonly minSamplesLeaf: number;
  /** `best` tries every cut of a column; `random` one drawn uniformly over its range (extra trees). */
  readonly splitter: 'best' | 'random';
  /** Sum of the weights of all training rows. */
  readonly totalWeight: number;
}

/** Where to cut a node. Rows whose bin is at most `cut` go left. */
export interface Split {
  readonly feature: number;
  readonly cut: number;
  readonly threshold: number;
  /** To be maximised; comparable within a node only. */
  readonly score: number;
  /** Among equal scores the lowest wins, which is as good as visiting columns in random order. */
  readonly priority: number;
}

/** A weight and a label in one number. */
export const packCode = (label: number, weight: number): number => (weight << 16) | label;

/** Where a column of a node is cut at random, in 32 bits. */
const cutDraw = (key: NodeKey, column: number): number => draw(key ^ 0x3c6ef372, column);

/** Nodes up to this many rows are sorted, larger ones counted. Measured by tools/bench/classical-trees.mjs. */
const SORTED_ROWS = 24;
/** Nodes up to this many rows read rows, larger ones columns. */
const ROW_MAJOR_ROWS = 1500;

/**
 * Finds the best cut of a node. One object serves all nodes of a tree, because it owns the scratch memory.
 *
 * A column's histogram counts each class in each of 256 bins; walking the bins upwards moves their rows from right
 * to left, and the scores follow from sums that change by the moved rows alone.
 */
export class SplitSearch {
  readonly #problem: SplitProblem;
  readonly #histogram: Int32Array;
  /** A byte per bin: whether a row has fallen into it; looked at four at a time. */
  readonly #filled = new Uint8Array(BINS);
  readonly #filledFours = new Int32Array(this.#filled.buffer);
  readonly #binRows = new Int32Array(BINS);
  readonly #left: Float64Array;
  readonly #order: Int32Array;
  readonly #keys = new Int32Array(SORTED_ROWS);
  readonly #swapped: Int32Array;
  /** Where the node's rows begin, when they are few enough to be read by row. */
  readonly #offsets = new Int32Array(ROW_MAJOR_ROWS);
  readonly #logs: Float64Array;
  readonly #kernel: TreeKernel | undefined;
  /** Whether the kernel takes the columns of this node. */
  #isForKernel = false;
  #bins = new Uint8Array(256);
  #codes = new Int32Array(256);

  // The best cut of the node so far; plain fields, because the loops below write them.
  #feature = -1;
  #cut = 0;
  #next = 0;
  #score = 0;
  #priority = 0;

  /** @param withKernel - whether WebAssembly may search; it finds the same */
  constructor(problem: SplitProblem, withKernel = true) {
    this.#problem = problem;
    const { classes, columns } = problem;
    this.#histogram = new Int32Array(BINS * classes);
    this.#left = new Float64Array(classes);
    this.#order = Int32Array.from({ length: columns.columns }, (_, column) => column);
    this.#swapped = new Int32Array(columns.columns);
    const { criterion, splitter } = problem;
    const isKnown = criterion === 'gini' && (splitter === 'best' || columns.smallest === undefined);
    if (withKernel && isKnown && classes <= KERNEL_CLASSES) this.#kernel = treeKernel();
    this.#logs = criterion === 'entropy' ? xLogX(problem.totalWeight) : new Float64Array(0);
  }

  /**
   * @param rows - row numbers; the node's are those from `start` to `end`, ascending
   * @param allCodes - label and weight of every row (`packCode`)
   * @param counts - the node's weight per class
   * @param from - first column to try; with `to`, only when all columns are candidates
   */
  find(
    rows: Int32Array,
    start: number,
    end: number,
    allCodes: Int32Array,
    counts: Float64Array,
    key: NodeKey,
    from = 0,
    to: number = this.#problem.columns.columns,
  ): Split | undefined {
    const { columns, maxFeatures } = this.#problem;
    const size = end - start;
    this.#loadOffsets(rows, start, size);
    this.#isForKernel = this.#kernel !== undefined && this.#fitsKernel(size, counts);
    if (this.#kernel && this.#isForKernel) this.#loadKernel(this.#kernel, rows, start, size, allCodes, counts);
    else this.#load(rows, start, size, allCodes);
    this.#feature = -1;
    this.#score = Number.NEGATIVE_INFINITY;
    this.#priority = 0;
    if (maxFeatures === columns.columns) {
      for (let column = from; column < to; column++) this.#tryColumn(column, rows, start, size, counts, key);
    } else {
      this.#tryDrawn(rows, start, size, counts, key);
    }
    if (this.#feature < 0) return undefined;
    return {
      feature: this.#feature,
      cut: this.#cut,
      threshold: cutBetween(columns, this.#feature, this.#cut, this.#next),
      score: this.#score,
      priority: this.#priority,
    };
  }

  #load(rows: Int32Array, start: number, size: number, allCodes: Int32Array): void {
    if (this.#codes.length < size) {
      this.#codes = new Int32Array(size * 2);
      this.#bins = new Uint8Array(size * 2);
    }
    for (let at = 0; at < size; at++) this.#codes[at] = allCodes[rows[start + at]];
  }

  #loadOffsets(rows: Int32Array, start: number, size: number): void {
    if (size > ROW_MAJOR_ROWS) return;
    const width = this.#problem.columns.columns;
    for (let at = 0; at < size; at++) this.#offsets[at] = Math.imul(rows[start + at], width);
  }

  /** The kernel knows weights and no rows: where a side needs several rows, each must weigh one. */
  #fitsKernel(size: number, counts: Float64Array): boolean {
    let weight = 0;
    for (let label = 0; label < counts.length; label++) weight += counts[label];
    return weight <= KERNEL_WEIGHT && (this.#problem.minSamplesLeaf === 1 || weight === size);
  }

  #loadKernel(
    kernel: TreeKernel,
    rows: Int32Array,
    start: number,
    size: number,
    allCodes: Int32Array,
    counts: Float64Array,
  ): void {
    kernel.open(size, counts);
    for (let at = 0; at < size; at++) kernel.codes[at] = kernelCode(allCodes[rows[start + at]]);
  }

  /** Draws columns without replacement until enough were seen and one of them could be cut (as scikit-learn does). */
  #tryDrawn(rows: Int32Array, start: number, size: number, counts: Float64Array, key: NodeKey): void {
    const order = this.#order;
    const swapped = this.#swapped;
    const { maxFeatures } = this.#problem;
    let seen = 0;
    let canBeCut = false;
    while (seen < order.length && (seen < maxFeatures || !canBeCut)) {
      const other = seen + Math.floor((draw(key, seen + 1) / 4294967296) * (order.length - seen));
      swapped[seen] = other;
      const column = order[other];
      order[other] = order[seen];
      order[seen] = column;
      seen++;
      canBeCut = this.#tryColumn(column, rows, start, size, counts, key) || canBeCut;
    }
    // Undone, so that a draw depends on the node's key alone and not on the nodes before it.
    for (let at = seen - 1; at >= 0; at--) {
      const column = order[at];
      order[at] = order[swapped[at]];
      order[swapped[at]] = column;
    }
  }

  /** @returns whether the column has two different bins in this node */
  #tryColumn(
    column: number,
    rows: Int32Array,
    start: number,
    size: number,
    counts: Float64Array,
    key: NodeKey,
  ): boolean {
    const bins = this.#bins;
    const { splitter } = this.#problem;
    if (this.#kernel && this.#isForKernel) return this.#tryKernel(this.#kernel, column, rows, start, size, key);
    if (splitter === 'best' && size > SORTED_ROWS) return this.#tryCounted(column, rows, start, size, counts, key);
    this.#readColumn(bins, column, rows, start, size);
    let low = 255;
    let high = 0;
    for (let at = 0; at < size; at++) {
      const bin = bins[at];
      if (bin < low) low = bin;
      if (bin > high) high = bin;
    }
    if (low === high) return false;
    if (splitter === 'random') this.#tryRandomCut(column, size, counts, key, low, high);
    else this.#trySorted(column, size, counts, key);
    return true;
  }

  /** Copies the bins of the node's rows. */
  #readColumn(to: Uint8Array, column: number, rows: Int32Array, start: number, size: number): void {
    const { byRow, byColumn, rows: height } = this.#problem.columns;
    if (size <= ROW_MAJOR_ROWS) {
      const offsets = this.#offsets;
      for (let at = 0; at < size; at++) to[at] = byRow[offsets[at] + column];
    } else {
      const bins = byColumn.subarray(column * height, (column + 1) * height);
      for (let at = 0; at < size; at++) to[at] = bins[rows[start + at]];
    }
  }

  /** @returns whether the column has two different bins in this node */
  #tryKernel(kernel: TreeKernel, column: number, rows: Int32Array, start: number, size: number, key: NodeKey): boolean {
    const { minSamplesLeaf, splitter } = this.#problem;
    this.#readColumn(kernel.bins, column, rows, start, size);
    const filled =
      splitter === 'best' ? kernel.search(minSamplesLeaf) : kernel.searchDrawn(minSamplesLeaf, cutDraw(key, column));
    if (kernel.cut >= 0 && kernel.score >= this.#score) this.#offer(column, kernel.cut, kernel.next, kernel.score, key);
    return filled > 1;
  }

  #trySorted(column: number, size: number, counts: Float64Array, key: NodeKey): void {
    const { classes, criterion, minSamplesLeaf } = this.#problem;
    const keys = this.#keys;
    const left = this.#left;
    const logs = this.#logs;
    for (let at = 0; at < size; at++) {
      const entry = (this.#bins[at] << 8) | at;
      let to = at;
      while (to > 0 && keys[to - 1] > entry) {
        keys[to] = keys[to - 1];
        to--;
      }
      keys[to] = entry;
    }
    let weight = 0;
    let sumLeft = 0;
    let sumRight = 0;
    let leftWeight = 0;
    const isGini = criterion === 'gini';
    for (let label = 0; label < classes; label++) {
      left[label] = 0;
      const count = counts[label];
      weight += count;
      sumRight += isGini ? count * count : logs[count];
    }
    let last = keys[0] >> 8;
    for (let at = 0; at < size; at++) {
      const bin = keys[at] >> 8;
      if (bin !== last) {
        if (at >= minSamplesLeaf && size - at >= minSamplesLeaf) {
          const rightWeight = weight - leftWeight;
          const score = isGini
            ? sumLeft / leftWeight + sumRight / rightWeight
            : sumLeft - logs[leftWeight] + sumRight - logs[rightWeight];
          if (score >= this.#score) this.#offer(column, last, bin, score, key);
        }
        last = bin;
      }
      const code = this.#codes[keys[at] & 255];
      const label = code & 65535;
      const moved = code >>> 16;
      const before = left[label];
      const after = counts[label] - before;
      if (isGini) {
        sumLeft += moved * (2 * before + moved);
        sumRight += moved * (moved - 2 * after);
      } else {
        sumLeft += logs[before + moved] - logs[before];
        sumRight += logs[after - moved] - logs[after];
      }
      left[label] = before + moved;
      leftWeight += moved;
    }
  }

  /** @returns whether two different bins are filled */
  #tryCounted(
    column: number,
    rows: Int32Array,
    start: number,
    size: number,
    counts: Float64Array,
    key: NodeKey,
  ): boolean {
    const { classes, columns, minSamplesLeaf, criterion } = this.#problem;
    const histogram = this.#histogram;
    const filled = this.#filled;
    const codes = this.#codes;
    if (minSamplesLeaf > 1) this.#countRows(column, rows, start, size);
    // One pass each: what a column costs is the reads and the additions of these loops.
    const { byRow, byColumn, rows: height } = columns;
    if (size <= ROW_MAJOR_ROWS) {
      const offsets = this.#offsets;
      for (let at = 0; at < size; at++) {
        const code = codes[at];
        const bin = byRow[offsets[at] + column];
        histogram[bin * classes + (code & 65535)] += code >>> 16;
        filled[bin] = 1;
      }
    } else {
      const base = column * height;
      filled.fill(1); // most are, and to look at all of them is little beside so many rows
      for (let at = 0; at < size; at++) {
        const code = codes[at];
        histogram[byColumn[base + rows[start + at]] * classes + (code & 65535)] += code >>> 16;
      }
    }
    return criterion === 'gini'
      ? this.#walkGini(column, size, counts, key)
      : this.#walkEntropy(column, size, counts, key);
  }

  /** Rows per bin, whatever their weights. */
  #countRows(column: number, rows: Int32Array, start: number, size: number): void {
    this.#readColumn(this.#bins, column, rows, start, size);
    this.#binRows.fill(0);
    for (let at = 0; at < size; at++) this.#binRows[this.#bins[at]]++;
  }

  /**
   * Walks the filled bins upwards, clears them, and offers the cut before each of them.
   *
   * @returns whether two different bins are filled
   */
  #walkGini(column: number, size: number, counts: Float64Array, key: NodeKey): boolean {
    const { classes, minSamplesLeaf } = this.#problem;
    const histogram = this.#histogram;
    const fours = this.#filledFours;
    const left = this.#left;
    let weight = 0;
    let sumLeft = 0;
    let sumRight = 0;
    let leftWeight = 0;
    let leftRows = 0;
    let last = 0;
    let different = 0;
    for (let label = 0; label < classes; label++) {
      left[label] = 0;
      weight += counts[label];
      sumRight += counts[label] * counts[label];
    }
    for (let four = 0; four < BINS / 4; four++) {
      let marks = fours[four];
      if (marks === 0) continue;
      fours[four] = 0;
      for (let bin = four * 4; marks !== 0; bin++, marks >>>= 8) {
        if ((marks & 255) === 0) continue;
        const first = bin * classes;
        const leftBefore = leftWeight;
        const sumLeftBefore = sumLeft;
        const sumRightBefore = sumRight;
        for (let label = 0; label < classes; label++) {
          const moved = histogram[first + label];
          if (moved === 0) continue;
          histogram[first + label] = 0;
          const before = left[label];
          sumLeft += moved * (2 * before + moved);
          sumRight += moved * (moved - 2 * (counts[label] - before));
          left[label] = before + moved;
          leftWeight += moved;
        }
        if (leftWeight === leftBefore) continue;
        if (leftBefore > 0) {
          const score = sumLeftBefore / leftBefore + sumRightBefore / (weight - leftBefore);
          if (
            score >= this.#score &&
            (minSamplesLeaf === 1 || (leftRows >= minSamplesLeaf && size - leftRows >= minSamplesLeaf))
          )
            this.#offer(column, last, bin, score, key);
        }
        if (minSamplesLeaf > 1) leftRows += this.#binRows[bin];
        last = bin;
        different++;
      }
    }
    return different > 1;
  }

  /** As `#walkGini`, with sums of n ln n in place of squares. */
  #walkEntropy(column: number, size: number, counts: Float64Array, key: NodeKey): boolean {
    const { classes, minSamplesLeaf } = this.#problem;
    const histogram = this.#histogram;
    const fours = this.#filledFours;
    const left = this.#left;
    const logs = this.#logs;
    let weight = 0;
    let sumLeft = 0;
    let sumRight = 0;
    let leftWeight = 0;
    let leftRows = 0;
    let last = 0;
    let different = 0;
    for (let label = 0; label < classes; label++) {
      left[label] = 0;
      weight += counts[label];
      sumRight += logs[counts[label]];
    }
    for (let four = 0; four < BINS / 4; four++) {
      let marks = fours[four];
      if (marks === 0) continue;
      fours[four] = 0;
      for (let bin = four * 4; marks !== 0; bin++, marks >>>= 8) {
        if ((marks & 255) === 0) continue;
        const first = bin * classes;
        const leftBefore = leftWeight;
        const sumLeftBefore = sumLeft;
        const sumRightBefore = sumRight;
        for (let label = 0; label < classes; label++) {
          const moved = histogram[first + label];
          if (moved === 0) continue;
          histogram[first + label] = 0;
          const before = left[label];
          const after = counts[label] - before;
          sumLeft += logs[before + moved] - logs[before];
          sumRight += logs[after - moved] - logs[after];
          left[label] = before + moved;
          leftWeight += moved;
        }
        if (leftWeight === leftBefore) continue;
        if (leftBefore > 0) {
          const score = sumLeftBefore - logs[leftBefore] + sumRightBefore - logs[weight - leftBefore];
          if (
            score >= this.#score &&
            (minSamplesLeaf === 1 || (leftRows >= minSamplesLeaf && size - leftRows >= minSamplesLeaf))
          )
            this.#offer(column, last, bin, score, key);
        }
        if (minSamplesLeaf > 1) leftRows += this.#binRows[bin];
        last = bin;
        different++;
      }
    }
    return different > 1;
  }

  /** One cut, uniform over the range that the column has in this node (Geurts, Ernst & Wehenkel 2006). */
  #tryRandomCut(column: number, size: number, counts: Float64Array, key: NodeKey, low: number, high: number): void {
    const { classes, columns, criterion, minSamplesLeaf } = this.#problem;
    const left = this.#left;
    const logs = this.#logs;
    const cut = randomCut(columns, column, low, high, cutDraw(key, column) / 4294967296);
    left.fill(0);
    let leftRows = 0;
    let last = low;
    let next = high;
    for (let at = 0; at < size; at++) {
      const bin = this.#bins[at];
      if (bin > cut) {
        if (bin < next) next = bin;
        continue;
      }
      if (bin > last) last = bin;
      left[this.#codes[at] & 65535] += this.#codes[at] >>> 16;
      leftRows++;
    }
    if (leftRows < minSamplesLeaf || size - leftRows < minSamplesLeaf) return;
    let [sumLeft, sumRight, leftWeight, rightWeight] = [0, 0, 0, 0];
    for (let label = 0; label < classes; label++) {
      const before = left[label];
      const after = counts[label] - before;
      leftWeight += before;
      rightWeight += after;
      sumLeft += criterion === 'gini' ? before * before : logs[before];
      sumRight += criterion === 'gini' ? after * after : logs[after];
    }
    const score =
      criterion === 'gini'
        ? sumLeft / leftWeight + sumRight / rightWeight
        : sumLeft - logs[leftWeight] + sumRight - logs[rightWeight];
    if (score >= this.#score) this.#offer(column, last, next, score, key);
  }

  #offer(column: number, cut: number, next: number, score: number, key: NodeKey): void {
    if (column === this.#feature && score === this.#score) return; // within a column the lowest cut stays
    const priority = draw(key, -1 - column);
    if (score === this.#score && this.#feature >= 0 && priority >= this.#priority) return;
    this.#feature = column;
    this.#cut = cut;
    this.#next = next;
    this.#score = score;
    this.#priority = priority;
  }
}

/** The last bin that a cut drawn uniformly between the smallest and the largest number leaves on the left. */
function randomCut({ smallest }: BinnedColumns, column: number, low: number, high: number, share: number): number {
  if (smallest === undefined) return Math.min(high - 1, Math.floor(low + share * (high - low)));
  const first = smallest[column * BINS + low];
  const threshold = first + share * (smallest[column * BINS + high] - first);
  let cut = low;
  while (cut + 1 < high && smallest[column * BINS + cut + 1] <= threshold) cut++;
  return cut;
}
