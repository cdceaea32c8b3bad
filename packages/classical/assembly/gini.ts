// AssemblyScript, part of trees.ts. The best cut of one column by Gini's index.

/** A histogram is 256 bins x 16 classes, uint16: two vectors a bin. */
const BIN_BYTES: usize = 32;

/**
 * The best cut of a column whose bins lie side by side.
 *
 * @param bins - a byte per row
 * @param codes - per row: weight << 16 | label << 1
 * @param count - rows
 * @param counts - the node's weight per class, uint16 x 16, padded with 0
 * @param weight - their sum, at most 65,535
 * @param minLeaf - least weight of a side
 * @param histogram - scratch, all 0 before and after
 * @param filled - scratch, 256 bytes, all 0 before and after
 * @param found - written: score (float64), cut (int32, -1: none), and the first bin above it (int32)
 * @returns how many bins are filled; with two or more the column can be cut
 */
export function bestCut(
  bins: usize,
  codes: usize,
  count: i32,
  counts: usize,
  weight: i32,
  minLeaf: i32,
  histogram: usize,
  filled: usize,
  found: usize,
): i32 {
  for (let at = 0; at < count; at++) {
    countRow(load<u8>(bins + at), load<u32>(codes + ((<usize>at) << 2)), histogram, filled);
  }
  return walk(counts, weight, minLeaf, histogram, filled, found);
}

export function countRow(bin: usize, code: u32, histogram: usize, filled: usize): void {
  addWeight(histogram + bin * BIN_BYTES, code);
  store<u8>(filled + bin, 0xff);
}

/** Adds a row's weight to its class's among 16 uint16. */
export function addWeight(counts: usize, code: u32): void {
  const cell = counts + (code & 0xffff);
  store<u16>(cell, <u16>(load<u16>(cell) + (code >> 16)));
}

/**
 * Walks the filled bins upwards, clears them, and keeps the cut with the largest sum(left^2) / left +
 * sum(right^2) / right, the lowest of several. Exact: while a node's weight stays below 2^16, sums of squares fit in
 * 32 bits. Parameters and result are those of `bestCut`.
 */
export function walk(counts: usize, weight: i32, minLeaf: i32, histogram: usize, filled: usize, found: usize): i32 {
  if (weight < 0x8000) return walkAs<i16>(counts, weight, minLeaf, histogram, filled, found);
  return walkAs<u16>(counts, weight, minLeaf, histogram, filled, found);
}

/** Sums of squares of int16 or uint16, in fours; those of signed numbers take one instruction. */
function squares<T>(numbers: v128): v128 {
  if (isSigned<T>()) return i32x4.dot_i16x8_s(numbers, numbers);
  return i32x4.add(i32x4.extmul_low_i16x8_u(numbers, numbers), i32x4.extmul_high_i16x8_u(numbers, numbers));
}

/** @typeParam T - int16 where all weights are below 2^15, else uint16 */
function walkAs<T>(counts: usize, weight: i32, minLeaf: i32, histogram: usize, filled: usize, found: usize): i32 {
  const zero = i32x4.splat(0);
  // Added to (w ^ sides), these make a weight w on the left into the pair (w, weight - w).
  const sides = i32x4(0, -1, 0, -1);
  const rest = i32x4(0, weight + 1, 0, weight + 1);
  const counts0 = v128.load(counts);
  const counts1 = v128.load(counts, 16);
  let left0 = zero;
  let left1 = zero;
  let partWeights = zero;
  let leftWeight = zero;
  let best: f64 = -Infinity;
  let bestBin = -1;
  let bestNext = 0;
  let last = -1;
  let different = 0;
  for (let group = 0; group < 256; group += 64) {
    let marks = takeMarks(filled + group);
    while (marks !== 0) {
      const bin = group + i32(ctz(marks));
      marks &= marks - 1;
      const weightOfLeft = i32x4.extract_lane(leftWeight, 0);
      if (last >= 0 && weightOfLeft >= minLeaf && weight - weightOfLeft >= minLeaf) {
        const right0 = i16x8.sub(counts0, left0);
        const right1 = i16x8.sub(counts1, left1);
        const left = i32x4.add(squares<T>(left0), squares<T>(left1));
        const right = i32x4.add(squares<T>(right0), squares<T>(right1));
        // Both sums at once: lanes 0 and 1 end as the left one, lanes 2 and 3 as the right one.
        const halves = i32x4.add(
          v128.shuffle<i32>(left, right, 0, 1, 4, 5),
          v128.shuffle<i32>(left, right, 2, 3, 6, 7),
        );
        const both = i32x4.add(halves, v128.shuffle<i32>(halves, halves, 1, 0, 3, 2));
        const sums = v128.shuffle<i32>(both, both, 0, 2, 0, 2);
        const quotients = f64x2.div(
          isSigned<T>() ? f64x2.convert_low_i32x4_s(sums) : f64x2.convert_low_i32x4_u(sums),
          f64x2.convert_low_i32x4_s(i32x4.add(v128.xor(leftWeight, sides), rest)),
        );
        const score = f64x2.extract_lane(quotients, 0) + f64x2.extract_lane(quotients, 1);
        if (score > best) {
          best = score;
          bestBin = last;
          bestNext = bin;
        }
      }
      const row = histogram + <usize>bin * BIN_BYTES;
      const moved0 = v128.load(row);
      const moved1 = v128.load(row, 16);
      v128.store(row, zero);
      v128.store(row, zero, 16);
      left0 = i16x8.add(left0, moved0);
      left1 = i16x8.add(left1, moved1);
      partWeights = i32x4.add(
        partWeights,
        i32x4.add(i32x4.extadd_pairwise_i16x8_u(moved0), i32x4.extadd_pairwise_i16x8_u(moved1)),
      );
      const pairs = i32x4.add(partWeights, v128.shuffle<i32>(partWeights, partWeights, 2, 3, 0, 1));
      leftWeight = i32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2));
      last = bin;
      different++;
    }
  }
  store<f64>(found, best);
  store<i32>(found, bestBin, 8);
  store<i32>(found, bestNext, 12);
  return different;
}

/** Which of 64 bins are filled, a bit each; clears their marks. Long words, for at the end of each a branch is mispredicted. */
function takeMarks(filled: usize): u64 {
  let marks: u64 = 0;
  for (let part: usize = 0; part < 64; part += 16) {
    marks |= u64(u32(i8x16.bitmask(v128.load(filled + part)))) << u64(part);
    v128.store(filled + part, i32x4.splat(0));
  }
  return marks;
}
