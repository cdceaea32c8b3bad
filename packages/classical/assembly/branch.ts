// AssemblyScript, part of trees.ts. A whole branch on rows that lie side by side, as src/tree/grow.ts grows it.
import { addWeight, countRow, walk } from './gini';
import { childKey, draw } from './node-random';
import { drawnCut } from './random-cut';

/** Of a node's weights per class: uint16 x 16. */
const COUNTS_BYTES: usize = 32;
/** A waiting node: start, end, depth, key, parent, and its weights at 32. */
const ENTRY_BYTES: usize = 64;

/**
 * Grows a branch depth first, its nodes in pre-order.
 *
 * @param block - bins row by row
 * @param width - columns
 * @param size - rows, at least 1
 * @param rowCodes - per row: weight << 16 | label << 1
 * @param depth - of the branch's root
 * @param key - of the branch's root, see src/tree/node-random.ts
 * @param minLeaf - least weight of a side; above 1 only where every row weighs 1
 * @param maxFeatures - columns drawn per node; all of them when equal to `width`
 * @param isRandom - whether one cut per column is drawn (extra trees), not the best one looked for
 * @param ranges - of drawn cuts: per column what `drawnCut` takes; 0: bins are the numbers
 * @param rows - scratch: int32 x size
 * @param spare - scratch: int32 x size
 * @param bins - scratch: a byte x size, and 16 more
 * @param codes - scratch: uint32 x size
 * @param offsets - scratch: uint32 x size
 * @param order - scratch: int32 x width
 * @param swapped - scratch: int32 x width
 * @param stack - scratch: 64 bytes x (size + 1)
 * @param histogram - scratch, 256 x 16 uint16, all 0 before and after
 * @param filled - scratch, 256 bytes, all 0 before and after
 * @param found - scratch: 24 bytes
 * @param nodes - written: per node column (-1: leaf), last bin on the left, first bin on the right (of a drawn cut: its
 *   whole part and its fraction in 32 bits, or where there are ranges the threshold as a float64), right child (0: none), rows: int32 x 5 x (2 size - 1)
 * @param nodeCounts - written: the nodes' weights per class, uint16 x 16 x (2 size - 1)
 * @returns the number of nodes
 */
export function growBranch(
  block: usize,
  width: i32,
  size: i32,
  rowCodes: usize,
  depth: i32,
  key: u32,
  maxDepth: i32,
  minSplit: i32,
  minLeaf: i32,
  maxFeatures: i32,
  isRandom: bool,
  ranges: usize,
  rows: usize,
  spare: usize,
  bins: usize,
  codes: usize,
  offsets: usize,
  order: usize,
  swapped: usize,
  stack: usize,
  histogram: usize,
  filled: usize,
  found: usize,
  nodes: usize,
  nodeCounts: usize,
): i32 {
  for (let column = 0; column < width; column++) store<i32>(order + words(column), column);
  push(stack, 0, 0, size, depth, key, -1);
  for (let row = 0; row < size; row++) store<i32>(rows + words(row), row);
  countWeights(stack + 32, rows, 0, size, rowCodes);
  // Rows of a class that lie together are counted sixteen at a time.
  const isSorted = isRandom && sumOf(stack + 32) === size && sortByLabel(rows, rowCodes, stack + 32);
  let waiting = 1;
  let grown = 0;
  while (waiting > 0) {
    waiting--;
    const entry = stack + <usize>waiting * ENTRY_BYTES;
    const start = load<i32>(entry);
    const end = load<i32>(entry, 4);
    const level = load<i32>(entry, 8);
    const nodeKey = load<u32>(entry, 12);
    const parent = load<i32>(entry, 16);
    const rowsOfNode = end - start;
    const node = grown++;
    const place = nodes + <usize>node * 20;
    const counts = nodeCounts + <usize>node * COUNTS_BYTES;
    v128.store(counts, v128.load(entry, 32));
    v128.store(counts, v128.load(entry, 48), 16);
    store<i32>(place, -1);
    store<i32>(place, 0, 12);
    store<i32>(place, rowsOfNode, 16);
    if (parent >= 0) store<i32>(nodes + <usize>parent * 20, node, 12);
    if (level >= maxDepth || rowsOfNode < minSplit || rowsOfNode < 2 * minLeaf) continue;
    const weight = impureWeight(counts);
    if (weight === 0) continue;

    for (let at = 0; at < rowsOfNode; at++) {
      const row = load<i32>(rows + words(start + at));
      store<u32>(codes + words(at), load<u32>(rowCodes + words(row)));
      store<u32>(offsets + words(at), row * width);
    }
    let best: f64 = -Infinity;
    let bestColumn = -1;
    let bestCut = 0;
    let bestNext = 0;
    let bestPriority: u32 = 0;
    let bestThreshold: f64 = 0;
    const drawsAll = maxFeatures === width;
    let seen = 0;
    let canBeCut = false;
    while (seen < width && (seen < maxFeatures || !canBeCut)) {
      let column = seen;
      if (!drawsAll) {
        const other = seen + i32((u64(draw(nodeKey, seen + 1)) * u64(width - seen)) >> 32);
        store<i32>(swapped + words(seen), other);
        column = exchange(order, seen, other);
      }
      seen++;
      const first = block + column;
      if (isRandom) {
        const drawn = draw(nodeKey ^ 0x3c6ef372, column);
        for (let at = 0; at < rowsOfNode; at++) {
          store<u8>(bins + at, load<u8>(first + load<u32>(offsets + words(at))));
        }
        const numbers = ranges === 0 ? ranges : ranges + <usize>column * 4096;
        if (drawnCut(bins, codes, rowsOfNode, counts, weight, minLeaf, drawn, numbers, isSorted, histogram, found) < 2)
          continue;
      } else {
        for (let at = 0; at < rowsOfNode; at++) {
          const bin = load<u8>(first + load<u32>(offsets + words(at)));
          countRow(bin, load<u32>(codes + words(at)), histogram, filled);
        }
        if (walk(counts, weight, minLeaf, histogram, filled, found) < 2) continue;
      }
      canBeCut = true;
      const cut = load<i32>(found, 8);
      const score = load<f64>(found);
      if (cut < 0 || score < best) continue;
      const priority = draw(nodeKey, -1 - column);
      if (score === best && priority >= bestPriority) continue;
      best = score;
      bestColumn = column;
      bestCut = cut;
      bestNext = load<i32>(found, 12);
      bestPriority = priority;
      bestThreshold = load<f64>(found, 16);
    }
    if (!drawsAll) {
      // Undone, so that a draw depends on the node's key alone and not on the nodes before it.
      for (let at = seen - 1; at >= 0; at--) exchange(order, at, load<i32>(swapped + words(at)));
    }
    if (bestColumn < 0) continue;

    store<i32>(place, bestColumn);
    if (ranges === 0) {
      store<i32>(place, bestCut, 4);
      store<i32>(place, bestNext, 8);
    } else store<f64>(place, bestThreshold, 4);
    const middle = partition(block + bestColumn, width, bestCut, rows, start, end, spare);
    push(stack, waiting, middle, end, level + 1, childKey(nodeKey, 1), node);
    push(stack, waiting + 1, start, middle, level + 1, childKey(nodeKey, 0), -1);
    const right = stack + <usize>waiting * ENTRY_BYTES + 32;
    const left = right + ENTRY_BYTES;
    // The fewer rows are counted, the others are what remains.
    if (middle - start <= end - middle) {
      countWeights(left, rows, start, middle, rowCodes);
      subtract(right, counts, left);
    } else {
      countWeights(right, rows, middle, end, rowCodes);
      subtract(left, counts, right);
    }
    waiting += 2;
  }
  return grown;
}

function words(count: i32): usize {
  return (<usize>count) << 2;
}

function push(stack: usize, at: i32, start: i32, end: i32, depth: i32, key: u32, parent: i32): void {
  const entry = stack + <usize>at * ENTRY_BYTES;
  store<i32>(entry, start);
  store<i32>(entry, end, 4);
  store<i32>(entry, depth, 8);
  store<u32>(entry, key, 12);
  store<i32>(entry, parent, 16);
}

function sumOf(counts: usize): i32 {
  let sum = 0;
  for (let at: usize = 0; at < COUNTS_BYTES; at += 2) sum += i32(load<u16>(counts + at));
  return sum;
}

/**
 * Orders rows that weigh 1 by their labels; no row weighs 0, so a sum of weights equal to the rows says so.
 *
 * @param counts - rows of each class
 */
function sortByLabel(rows: usize, rowCodes: usize, counts: usize): bool {
  let start = 0;
  for (let label: usize = 0; label < COUNTS_BYTES; label += 2) {
    const end = start + i32(load<u16>(counts + label));
    for (let row = 0; start < end; row++) {
      if ((load<u32>(rowCodes + words(row)) & 0xffff) === u32(label)) store<i32>(rows + words(start++), row);
    }
  }
  return true;
}

/** The sum of a node's weights; 0 when they are all of one class. */
function impureWeight(counts: usize): i32 {
  let weight = 0;
  let most = 0;
  for (let at: usize = 0; at < COUNTS_BYTES; at += 2) {
    const count = i32(load<u16>(counts + at));
    weight += count;
    if (count > most) most = count;
  }
  return most === weight ? 0 : weight;
}

function countWeights(counts: usize, rows: usize, start: i32, end: i32, rowCodes: usize): void {
  v128.store(counts, i32x4.splat(0));
  v128.store(counts, i32x4.splat(0), 16);
  for (let at = start; at < end; at++) {
    addWeight(counts, load<u32>(rowCodes + words(load<i32>(rows + words(at)))));
  }
}

function subtract(to: usize, from: usize, what: usize): void {
  v128.store(to, i16x8.sub(v128.load(from), v128.load(what)));
  v128.store(to, i16x8.sub(v128.load(from, 16), v128.load(what, 16)), 16);
}

/** Puts the rows that go left before the others, each side in its old order; returns where the right ones begin. */
function partition(column: usize, width: i32, cut: i32, rows: usize, start: i32, end: i32, spare: usize): i32 {
  let left = start;
  let right = 0;
  for (let at = start; at < end; at++) {
    const row = load<i32>(rows + words(at));
    // Both sides are written and one of them counts: a branch would be mispredicted every other time.
    store<i32>(rows + words(left), row);
    store<i32>(spare + words(right), row);
    const goesLeft = i32(i32(load<u8>(column + <usize>(row * width))) <= cut);
    left += goesLeft;
    right += 1 - goesLeft;
  }
  memory.copy(rows + words(left), spare, words(right));
  return left;
}

/** Exchanges two numbers and returns the one that is now at `a`. */
function exchange(numbers: usize, a: i32, b: i32): i32 {
  const number = load<i32>(numbers + words(b));
  store<i32>(numbers + words(b), load<i32>(numbers + words(a)));
  store<i32>(numbers + words(a), number);
  return number;
}
