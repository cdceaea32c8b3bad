/** Fewer numbers are sorted faster by comparisons. */
const LEAST_SIZE = 2048;
/** Buckets of so many are sorted by insertion. */
const FEW = 24;

/**
 * The numbers in ascending order, -0 before 0 and NaN at the end, as `toSorted` has them; in linear time
 * where they do not crowd together.
 */
export function sortedNumbers(numbers: Float64Array): Float64Array {
  if (numbers.length < LEAST_SIZE) return numbers.toSorted();
  const range = rangeOf(numbers);
  if (range) return sortedByPlace(numbers, range);
  const withoutMissing = numbers.filter((number) => !Number.isNaN(number));
  if (withoutMissing.length === numbers.length) return numbers.toSorted();
  const sorted = new Float64Array(numbers.length).fill(Number.NaN);
  sorted.set(sortedNumbers(withoutMissing));
  return sorted;
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly negativeZeros: number;
}

/** Undefined where not all numbers have a place in a range: of infinity and NaN. */
function rangeOf(numbers: Float64Array): Range | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let negativeZeros = 0;
  let sum = 0; // NaN as soon as there is NaN or infinity
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at];
    if (number < least) least = number;
    if (number > most) most = number;
    if (number === 0 && 1 / number < 0) negativeZeros++;
    sum += 0 * number;
  }
  const isRange = most > least && Number.isFinite(most - least) && !Number.isNaN(sum);
  return isRange ? { least, most, negativeZeros } : undefined;
}

/** By their place between the least and the most, in about a quarter as many buckets, and each bucket by itself. */
function sortedByPlace(numbers: Float64Array, { least, most, negativeZeros }: Range): Float64Array {
  const buckets = Math.ceil(numbers.length / 4);
  const scale = (buckets - 1) / (most - least);
  if (!Number.isFinite(scale)) return numbers.toSorted();
  // A larger number has no lower bucket, however the product is rounded.
  const ends = new Uint32Array(buckets + 1);
  for (let at = 0; at < numbers.length; at++) ends[Math.trunc((numbers[at] - least) * scale) + 1]++;
  for (let bucket = 1; bucket <= buckets; bucket++) ends[bucket] += ends[bucket - 1];
  const sorted = new Float64Array(numbers.length);
  for (let at = 0; at < numbers.length; at++) {
    sorted[ends[Math.trunc((numbers[at] - least) * scale)]++] = numbers[at];
  }
  for (let bucket = 0, start = 0; bucket < buckets; bucket++) {
    const end = ends[bucket];
    if (end - start > FEW) sorted.subarray(start, end).sort();
    else insertionSort(sorted, start, end);
    start = end;
  }
  if (negativeZeros > 0) orderZeros(sorted, negativeZeros);
  return sorted;
}

/** Comparisons take zeros of both signs for equal. */
function orderZeros(sorted: Float64Array, negative: number): void {
  const first = sorted.indexOf(0);
  const end = sorted.lastIndexOf(0) + 1;
  sorted.fill(-0, first, first + negative).fill(0, first + negative, end);
}

function insertionSort(numbers: Float64Array, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    const number = numbers[at];
    let to = at;
    for (; to > start && numbers[to - 1] > number; to--) numbers[to] = numbers[to - 1];
    numbers[to] = number;
  }
}
