// AssemblyScript, part of trees.ts. One cut of a column, uniform over the range of its bins (Geurts, Ernst & Wehenkel 2006).

import { addWeight } from './gini';

/**
 * Cuts between the smallest and the largest bin of a node.
 *
 * @param bins - a byte per row; up to 15 bytes behind them are overwritten
 * @param codes - per row: weight << 16 | label << 1
 * @param count - rows, at least 1
 * @param counts - the node's weight per class, uint16 x 16, padded with 0
 * @param weight - their sum, at most 65,535
 * @param minLeaf - least weight of a side
 * @param drawn - uniform over 32 bits
 * @param ranges - the column's smallest number of each bin, then the largest: 2 x 256 float64; 0: bins are the numbers
 * @param isSorted - whether rows lie by label, and each weighs 1
 * @param left - scratch: 64 bytes, all 0 before and after
 * @param found - written: score (float64), the cut's whole part (int32, -1: no cut) and its fraction in 32 bits; where
 *   there are ranges its bin and, behind the fraction, the threshold (float64). Rows of the node whose bin is at most the
 *   cut go left
 * @returns 1 when all rows are in one bin, else 2
 */
export function drawnCut(
  bins: usize,
  codes: usize,
  count: i32,
  counts: usize,
  weight: i32,
  minLeaf: i32,
  drawn: u32,
  ranges: usize,
  isSorted: bool,
  left: usize,
  found: usize,
): i32 {
  store<i32>(found, -1, 8);
  const size = (<usize>count + 15) & ~15;
  const some = load<u8>(bins);
  for (let at = <usize>count; at < size; at++) store<u8>(bins + at, some);
  let least = v128.load(bins);
  let most = least;
  for (let at: usize = 16; at < size; at += 16) {
    const part = v128.load(bins + at);
    least = i8x16.min_u(least, part);
    most = i8x16.max_u(most, part);
  }
  const low = smallest(least);
  const high = 255 - smallest(v128.not(most));
  if (low === high) return 1;
  const drawnPart = u64(drawn) * u64(high - low);
  const cut = ranges === 0 ? low + i32(drawnPart >> 32) : cutOfRanges(ranges, low, high, drawn, found);
  if (isSorted) countSorted(bins, counts, cut, left);
  else {
    for (let at = 0; at < count; at++) {
      // Rows on the right are counted 32 bytes further on, where nobody looks.
      const isRight = <usize>(i32(load<u8>(bins + at)) > cut);
      addWeight(left + (isRight << 5), load<u32>(codes + ((<usize>at) << 2)));
    }
  }
  let leftWeight = 0;
  let leftSquares: u32 = 0;
  let rightSquares: u32 = 0;
  for (let at: usize = 0; at < 32; at += 2) {
    const before = <u32>load<u16>(left + at);
    const after = <u32>load<u16>(counts + at) - before;
    leftWeight += i32(before);
    leftSquares += before * before;
    rightSquares += after * after;
  }
  for (let at: usize = 0; at < 64; at += 16) v128.store(left + at, i32x4.splat(0));
  if (leftWeight < minLeaf || weight - leftWeight < minLeaf) return 2;
  store<f64>(found, f64(leftSquares) / f64(leftWeight) + f64(rightSquares) / f64(weight - leftWeight));
  store<i32>(found, cut, 8);
  store<u32>(found, u32(drawnPart), 12);
  return 2;
}

/** Counts the rows of each class that go left, sixteen at a time. */
function countSorted(bins: usize, counts: usize, cut: i32, left: usize): void {
  const cuts = i8x16.splat(<i8>cut);
  for (let label: usize = 0; label < 32; label += 2) {
    const rows = i32(load<u16>(counts + label));
    let sum = 0;
    for (let at = 0; at < rows; at += 16) {
      const goLeft = i8x16.bitmask(i8x16.le_u(v128.load(bins + at), cuts));
      const some = rows - at;
      sum += popcnt(some < 16 ? goLeft & ((1 << some) - 1) : goLeft);
    }
    store<u16>(left + label, <u16>sum);
    bins += rows;
  }
}

/** As `randomCut` in src/tree/scan-random.ts; writes the threshold. */
function cutOfRanges(ranges: usize, low: i32, high: i32, drawn: u32, found: usize): i32 {
  const first = smallestOf(ranges, low);
  const threshold = first + (f64(drawn) / 4294967296) * (smallestOf(ranges, high) - first);
  let cut = low;
  let end = high;
  while (cut + 1 < end) {
    const middle = (cut + end) >> 1;
    if (smallestOf(ranges, middle) <= threshold) cut = middle;
    else end = middle;
  }
  const largest = load<f64>(ranges + ((<usize>cut) << 3), 2048);
  store<f64>(found, threshold >= largest && threshold < smallestOf(ranges, cut + 1) ? threshold : largest, 16);
  return cut;
}

function smallestOf(ranges: usize, bin: i32): f64 {
  return load<f64>(ranges + ((<usize>bin) << 3));
}

/** The smallest of 16 bytes. */
function smallest(bytes: v128): i32 {
  let least = i8x16.min_u(bytes, v128.shuffle<i8>(bytes, bytes, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  least = i8x16.min_u(least, v128.shuffle<i8>(least, least, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  least = i8x16.min_u(least, v128.shuffle<i8>(least, least, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
  least = i8x16.min_u(least, v128.shuffle<i8>(least, least, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
  return i32(i8x16.extract_lane_u(least, 0));
}
