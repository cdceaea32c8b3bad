/** Fewer numbers are sorted faster by comparisons. */
const RADIX_SIZE = 2048;
/** Bits that one pass sorts by. */
const DIGIT = 11;
const DIGITS = 6;
const BUCKETS = 2 ** DIGIT;
const SHIFTS = [0, 11, 22];

/**
 * The numbers in ascending order, -0 before 0 and NaN at the end, as `toSorted` has them.
 *
 * Radix sort of the bits, eleven at a time from the lowest; a pass in which all are equal is left out, as most are for
 * numbers that were float32.
 */
export function sortedNumbers(numbers: Float64Array): Float64Array {
  const size = numbers.length;
  const sorted = numbers.slice();
  if (size < RADIX_SIZE) return sorted.sort();
  const words = new Uint32Array(sorted.buffer, sorted.byteOffset, 2 * size);
  let low = new Uint32Array(size);
  let high = new Uint32Array(size);
  let lowTo = new Uint32Array(size);
  let highTo = new Uint32Array(size);
  const counts = new Uint32Array(DIGITS * BUCKETS);
  for (let at = 0; at < size; at++) {
    // Of negative numbers all bits are turned round, of others the sign: then they compare as whole numbers do.
    const isMissing = Number.isNaN(numbers[at]);
    const sign = isMissing ? 0 : words[2 * at + 1] >> 31;
    const a = words[2 * at] ^ sign;
    const b = isMissing ? 0xffffffff : words[2 * at + 1] ^ (sign | 0x80000000);
    low[at] = a;
    high[at] = b;
    counts[a & 2047]++;
    counts[BUCKETS + ((a >>> 11) & 2047)]++;
    counts[2 * BUCKETS + (a >>> 22)]++;
    counts[3 * BUCKETS + (b & 2047)]++;
    counts[4 * BUCKETS + ((b >>> 11) & 2047)]++;
    counts[5 * BUCKETS + (b >>> 22)]++;
  }
  for (let digit = 0; digit < DIGITS; digit++) {
    const starts = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    if (!becomeStarts(starts, size)) continue;
    const keys = digit < 3 ? low : high;
    const shift = SHIFTS[digit % 3];
    for (let at = 0; at < size; at++) {
      const to = starts[(keys[at] >>> shift) & 2047]++;
      lowTo[to] = low[at];
      highTo[to] = high[at];
    }
    [low, lowTo, high, highTo] = [lowTo, low, highTo, high];
  }
  for (let at = 0; at < size; at++) {
    const sign = ~(high[at] >> 31);
    words[2 * at] = high[at] === 0xffffffff ? 0 : low[at] ^ sign;
    words[2 * at + 1] = high[at] === 0xffffffff ? 0x7ff80000 : high[at] ^ (sign | 0x80000000);
  }
  return sorted;
}

/** Replaces counts by where each bucket starts; false where all numbers are in one. */
function becomeStarts(counts: Uint32Array, size: number): boolean {
  let sum = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = counts[bucket];
    if (count === size) return false;
    counts[bucket] = sum;
    sum += count;
  }
  return true;
}
