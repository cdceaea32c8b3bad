// AssemblyScript: compiled to WebAssembly by tools/assembly. All arguments named like arrays are addresses in
// memory that the caller lays out. Blocks of scores are training rows x queries, row-major, and the number of
// queries is a multiple of four, so that one instruction looks at four queries.

/**
 * Keeps the k least scores of every query, where score = constants[row] - 2 * products[row][query].
 * Lists ascend; on a tie the lower row stays in front, because rows come in ascending order and only a strictly
 * smaller score displaces.
 */
export function selectInt(
  products: usize,
  constants: usize,
  rows: i32,
  queries: i32,
  firstRow: i32,
  k: i32,
  thresholds: usize,
  listScores: usize,
  listRows: usize,
): void {
  let at = products;
  for (let row = 0; row < rows; row++) {
    const constant = v128.load32_splat(constants + ((row as usize) << 2));
    for (let query = 0; query < queries; query += 4) {
      const scores = i32x4.sub(constant, i32x4.shl(v128.load(at), 1));
      const least = i32x4.lt_s(scores, v128.load(thresholds + ((query as usize) << 2)));
      if (v128.any_true(least)) {
        insertInt(i32x4.extract_lane(scores, 0), firstRow + row, query, k, thresholds, listScores, listRows);
        insertInt(i32x4.extract_lane(scores, 1), firstRow + row, query + 1, k, thresholds, listScores, listRows);
        insertInt(i32x4.extract_lane(scores, 2), firstRow + row, query + 2, k, thresholds, listScores, listRows);
        insertInt(i32x4.extract_lane(scores, 3), firstRow + row, query + 3, k, thresholds, listScores, listRows);
      }
      at += 16;
    }
  }
}

function insertInt(
  score: i32,
  row: i32,
  query: i32,
  k: i32,
  thresholds: usize,
  listScores: usize,
  listRows: usize,
): void {
  const threshold = thresholds + ((query as usize) << 2);
  if (score >= load<i32>(threshold)) return;
  const start = (query as usize) * (k as usize);
  const low = firstAbove<i32>(score, listScores + (start << 2), k);
  const place = (start + low) << 2;
  const moved = ((k - 1 - low) as usize) << 2;
  memory.copy(listScores + place + 4, listScores + place, moved);
  memory.copy(listRows + place + 4, listRows + place, moved);
  store<i32>(listScores + place, score);
  store<i32>(listRows + place, row);
  store<i32>(threshold, load<i32>(listScores + ((start + k - 1) << 2)));
}

/** Where a value belongs in an ascending list of k, behind its equals; the last of the list is above it. */
function firstAbove<T extends number>(value: T, list: usize, k: i32): i32 {
  let low = 0;
  let high = k - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<T>(list + <usize>middle * sizeof<T>()) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Sums of the smaller byte of each pair, from which Manhattan distances follow: |a - b| = a + b - 2 min(a, b), and a
 * minimum is one instruction for sixteen bytes. `columns` is a multiple of 16, `queries` of 4.
 */
export function sumMinima(train: usize, queries: usize, columns: i32, rows: i32, queryRows: i32, sums: usize): void {
  const width = columns as usize;
  for (let row = 0; row < rows; row++) {
    const trainRow = train + (row as usize) * width;
    for (let query = 0; query < queryRows; query += 4) {
      const a = queries + (query as usize) * width;
      const b = a + width;
      const c = b + width;
      const d = c + width;
      let sumA = i32x4.splat(0);
      let sumB = i32x4.splat(0);
      let sumC = i32x4.splat(0);
      let sumD = i32x4.splat(0);
      for (let start: usize = 0; start < width; ) {
        // A lane of 16 bits holds the sum of 2 x 128 bytes at most: 128 * 2 * 255 < 65536.
        const end = min(start + 16 * 128, width);
        let shortA = i16x8.splat(0);
        let shortB = i16x8.splat(0);
        let shortC = i16x8.splat(0);
        let shortD = i16x8.splat(0);
        for (; start < end; start += 16) {
          const x = v128.load(trainRow + start);
          shortA = i16x8.add(shortA, minima(x, v128.load(a + start)));
          shortB = i16x8.add(shortB, minima(x, v128.load(b + start)));
          shortC = i16x8.add(shortC, minima(x, v128.load(c + start)));
          shortD = i16x8.add(shortD, minima(x, v128.load(d + start)));
        }
        sumA = i32x4.add(sumA, i32x4.extadd_pairwise_i16x8_u(shortA));
        sumB = i32x4.add(sumB, i32x4.extadd_pairwise_i16x8_u(shortB));
        sumC = i32x4.add(sumC, i32x4.extadd_pairwise_i16x8_u(shortC));
        sumD = i32x4.add(sumD, i32x4.extadd_pairwise_i16x8_u(shortD));
      }
      const place = sums + (((row * queryRows + query) as usize) << 2);
      store<i32>(place, total(sumA));
      store<i32>(place, total(sumB), 4);
      store<i32>(place, total(sumC), 8);
      store<i32>(place, total(sumD), 12);
    }
  }
}

function minima(x: v128, y: v128): v128 {
  return i16x8.extadd_pairwise_i8x16_u(i8x16.min_u(x, y));
}

function total(sums: v128): i32 {
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}

/**
 * Keeps the k nearest rows of every query by exact distances, looking only where a bound from float32 products
 * allows it: bound = constants[row] + factor * products[row][query] never exceeds distance - margins[query].
 *
 * @param metric - 0: squared Euclidean, 1: one minus the product of the rows, 2: manhattan
 * @param columns - of the rows, a multiple of four
 */
export function selectFloat(
  products: usize,
  constants: usize,
  factor: f32,
  rows: i32,
  queries: i32,
  firstRow: i32,
  k: i32,
  thresholds: usize,
  listDistances: usize,
  listRows: usize,
  margins: usize,
  trainRows: usize,
  queryRows: usize,
  columns: i32,
  metric: i32,
): void {
  const factors = f32x4.splat(factor);
  let at = products;
  for (let row = 0; row < rows; row++) {
    const constant = v128.load32_splat(constants + ((row as usize) << 2));
    for (let query = 0; query < queries; query += 4) {
      const bounds = f32x4.add(constant, f32x4.mul(factors, v128.load(at)));
      let lanes = i32x4.bitmask(f32x4.lt(bounds, v128.load(thresholds + ((query as usize) << 2))));
      while (lanes !== 0) {
        const lane = ctz(lanes);
        lanes &= lanes - 1;
        const candidate = query + lane;
        const distance = exactDistance(
          trainRows + (row as usize) * (columns as usize) * 4,
          queryRows + (candidate as usize) * (columns as usize) * 4,
          columns,
          metric,
        );
        insertFloat(distance, firstRow + row, candidate, k, thresholds, listDistances, listRows, margins);
      }
      at += 16;
    }
  }
}

function insertFloat(
  distance: f64,
  row: i32,
  query: i32,
  k: i32,
  thresholds: usize,
  listDistances: usize,
  listRows: usize,
  margins: usize,
): void {
  const start = (query as usize) * (k as usize);
  const last = listDistances + ((start + k - 1) << 3);
  if (distance >= load<f64>(last)) return;
  const low = firstAbove<f64>(distance, listDistances + (start << 3), k);
  const moved = (k - 1 - low) as usize;
  const place = listDistances + ((start + low) << 3);
  memory.copy(place + 8, place, moved << 3);
  store<f64>(place, distance);
  const rowPlace = listRows + ((start + low) << 2);
  memory.copy(rowPlace + 4, rowPlace, moved << 2);
  store<i32>(rowPlace, row);
  const farthest = load<f64>(last);
  const margin = load<f64>(margins + ((query as usize) << 3));
  // Rounded up by a few float32 steps, so that the float32 comparison never skips a nearer row.
  const limit = farthest - margin + 5e-7 * (abs(farthest) + abs(margin));
  store<f32>(thresholds + ((query as usize) << 2), limit as f32);
}

/** In float64, from float32 rows. */
function exactDistance(a: usize, b: usize, columns: i32, metric: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const bytes = (columns as usize) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at);
    const y = v128.load(b + at);
    const xLow = f64x2.promote_low_f32x4(x);
    const yLow = f64x2.promote_low_f32x4(y);
    const xHigh = f64x2.promote_low_f32x4(
      i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
    );
    const yHigh = f64x2.promote_low_f32x4(
      i8x16.shuffle(y, y, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
    );
    if (metric === 1) {
      low = f64x2.add(low, f64x2.mul(xLow, yLow));
      high = f64x2.add(high, f64x2.mul(xHigh, yHigh));
    } else {
      const dLow = f64x2.sub(xLow, yLow);
      const dHigh = f64x2.sub(xHigh, yHigh);
      low = f64x2.add(low, metric === 2 ? f64x2.abs(dLow) : f64x2.mul(dLow, dLow));
      high = f64x2.add(high, metric === 2 ? f64x2.abs(dHigh) : f64x2.mul(dHigh, dHigh));
    }
  }
  const sums = f64x2.add(low, high);
  const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  return metric === 1 ? 1 - sum : sum;
}

/** Sums of absolute differences of float32 rows, in float32; `columns` and `queryRows` are multiples of four. */
export function manhattanFloats(
  train: usize,
  queries: usize,
  columns: i32,
  rows: i32,
  queryRows: i32,
  sums: usize,
): void {
  const width = (columns as usize) << 2;
  for (let row = 0; row < rows; row++) {
    const trainRow = train + (row as usize) * width;
    for (let query = 0; query < queryRows; query += 4) {
      const a = queries + (query as usize) * width;
      const b = a + width;
      const c = b + width;
      const d = c + width;
      let sumA = f32x4.splat(0);
      let sumB = f32x4.splat(0);
      let sumC = f32x4.splat(0);
      let sumD = f32x4.splat(0);
      for (let at: usize = 0; at < width; at += 16) {
        const x = v128.load(trainRow + at);
        sumA = f32x4.add(sumA, f32x4.abs(f32x4.sub(x, v128.load(a + at))));
        sumB = f32x4.add(sumB, f32x4.abs(f32x4.sub(x, v128.load(b + at))));
        sumC = f32x4.add(sumC, f32x4.abs(f32x4.sub(x, v128.load(c + at))));
        sumD = f32x4.add(sumD, f32x4.abs(f32x4.sub(x, v128.load(d + at))));
      }
      const place = sums + (((row * queryRows + query) as usize) << 2);
      store<f32>(place, totalFloat(sumA));
      store<f32>(place, totalFloat(sumB), 4);
      store<f32>(place, totalFloat(sumC), 8);
      store<f32>(place, totalFloat(sumD), 12);
    }
  }
}

function totalFloat(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3)
  );
}

/** Where memory begins that the compiler's own tables do not use. */
export function heapBase(): usize {
  return __heap_base;
}
