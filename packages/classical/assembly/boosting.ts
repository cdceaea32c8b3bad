// AssemblyScript: compiled to WebAssembly by tools/assembly. Histograms of gradient boosting and their best cuts.
//
// Bins lie in groups of eight columns, so that one load brings the bins of a row for all eight: byte (group, row, lane)
// is `bins[(group * height + row) * 8 + lane]`. A histogram has 256 cells per column, each the sums of the first and
// second derivatives as two float64. Derivatives are multiples of one power of two, so that all sums are exact: they do
// not depend on the order of the rows, and a parent less one child is the other child. Second derivatives are above 0,
// so a cell without rows is one whose second sum is 0.

const CELL: usize = 16;
const SPAN: usize = 256 * CELL;
const LANES: usize = 8;
/** The bin of missing values, in columns that have some. */
const MISSING: i32 = 255;
/** By how much the test without divisions may err: what passes it is computed as it should be. */
const MARGIN: f64 = 1 - 1e-9;

/** Gathers the pairs of derivatives of `rows[0..size)`. */
export function gather(derivatives: usize, rows: usize, size: i32, ordered: usize): void {
  for (let at = 0; at < size; at++) {
    store<u64>(
      ordered + ((<usize>at) << 3),
      load<u64>(derivatives + ((<usize>load<u32>(rows + ((<usize>at) << 2))) << 3)),
    );
  }
}

/**
 * Adds up the derivatives of rows by bin, for a group of columns.
 *
 * @param bins - of the group
 * @param stride - bytes from one row's bins to the next
 * @param rows - int32 each; 0: the rows from 0 on
 * @param size - of them
 * @param ordered - their derivatives, pairs of float32 in the same order
 * @param histogram - overwritten: that of the group
 */
export function count(bins: usize, stride: usize, rows: usize, size: i32, ordered: usize, histogram: usize): void {
  memory.fill(histogram, 0, LANES * SPAN);
  for (let at: usize = 0; at < <usize>size; at++) {
    const row = rows === 0 ? at : <usize>load<u32>(rows + (at << 2));
    const derivatives = f64x2.promote_low_f32x4(v128.load64_zero(ordered + (at << 3)));
    const low = load<u32>(bins + row * stride);
    const high = load<u32>(bins + row * stride, 4);
    const a = histogram + ((low << 4) & 0xff0);
    const b = histogram + ((low >> 4) & 0xff0);
    const c = histogram + ((low >> 12) & 0xff0);
    const d = histogram + ((low >> 20) & 0xff0);
    v128.store(a, f64x2.add(v128.load(a), derivatives));
    v128.store(b, f64x2.add(v128.load(b, SPAN), derivatives), SPAN);
    v128.store(c, f64x2.add(v128.load(c, 2 * SPAN), derivatives), 2 * SPAN);
    v128.store(d, f64x2.add(v128.load(d, 3 * SPAN), derivatives), 3 * SPAN);
    const e = histogram + ((high << 4) & 0xff0);
    const f = histogram + ((high >> 4) & 0xff0);
    const g = histogram + ((high >> 12) & 0xff0);
    const h = histogram + ((high >> 20) & 0xff0);
    v128.store(e, f64x2.add(v128.load(e, 4 * SPAN), derivatives), 4 * SPAN);
    v128.store(f, f64x2.add(v128.load(f, 5 * SPAN), derivatives), 5 * SPAN);
    v128.store(g, f64x2.add(v128.load(g, 6 * SPAN), derivatives), 6 * SPAN);
    v128.store(h, f64x2.add(v128.load(h, 7 * SPAN), derivatives), 7 * SPAN);
  }
}

/**
 * Looks in some columns of a node for the cut that lowers the loss most: the sum over both sides of G^2 / (H + l2), less
 * that of the node. Among equal ones the first.
 *
 * @param histogram - of all columns
 * @param place - the first column
 * @param end - behind the last one
 * @param sizes - per column: how many bins there are at most, uint16, and 0x8000 where 255 is the bin of missing values
 * @param gradient - the node's sum
 * @param hessian - likewise
 * @param minWeight - least sum of second derivatives of a side
 * @param found - written where a larger gain is found: gain (float64), column (int32), cut, next bin that has rows
 *   (`complete`), whether missing values go left, and the sums of the left side (two float64)
 */
export function search(
  histogram: usize,
  place: i32,
  end: i32,
  sizes: usize,
  gradient: f64,
  hessian: f64,
  minWeight: f64,
  l2: f64,
  found: usize,
): void {
  for (; place < end; place++) {
    const size = i32(load<u16>(sizes + ((<usize>place) << 1)));
    const cells = histogram + <usize>place * SPAN;
    const zero = f64x2.splat(0);
    searchColumn(cells, size & 0x7fff, zero, place, 0, gradient, hessian, minWeight, l2, found);
    if (size & 0x8000) {
      const missing = v128.load(cells + <usize>MISSING * CELL);
      if (f64x2.extract_lane(missing, 1) === 0) continue;
      searchColumn(cells, MISSING, missing, place, 1, gradient, hessian, minWeight, l2, found);
    }
  }
}

/** Takes some columns of one child's histogram from its parent's, which becomes that of the other child. */
export function subtract(parent: usize, child: usize, place: i32, end: i32, sizes: usize): void {
  for (; place < end; place++) {
    const from = <usize>place * SPAN;
    const size = <usize>(load<u16>(sizes + ((<usize>place) << 1)) & 0x7fff) * CELL;
    for (let at = from; at < from + size; at += CELL) {
      v128.store(parent + at, f64x2.sub(v128.load(parent + at), v128.load(child + at)));
    }
  }
}

/** @param left - what lies left of the first bin */
function searchColumn(
  cells: usize,
  size: i32,
  left: v128,
  place: i32,
  missingLeft: i32,
  gradient: f64,
  hessian: f64,
  minWeight: f64,
  l2: f64,
  found: usize,
): void {
  const whole = (gradient * gradient) / (hessian + l2);
  const zero = f64x2.splat(0);
  const gradients = f64x2.splat(gradient);
  const hessians = f64x2.splat(hessian);
  const added = f64x2.splat(l2);
  let best = load<f64>(found);
  let limit = f64x2.splat((best + whole) * MARGIN);
  // Four cuts at a time: one behind each of four bins. A cut behind an empty bin is the same as that before it.
  for (let bin = 0; bin < size; bin += 4) {
    const cell = cells + <usize>bin * CELL;
    const c0 = v128.load(cell);
    const c1 = v128.load(cell, CELL);
    const c2 = v128.load(cell, 2 * CELL);
    const c3 = v128.load(cell, 3 * CELL);
    // All sums are exact, so they may be taken in any order.
    const s0 = f64x2.add(left, c0);
    const s1 = f64x2.add(left, f64x2.add(c0, c1));
    const s2 = f64x2.add(s1, c2);
    const s3 = f64x2.add(s1, f64x2.add(c2, c3));
    left = s3;
    const first = excess(s0, s1, gradients, hessians, added, limit);
    const second = excess(s2, s3, gradients, hessians, added, limit);
    if (!v128.any_true(f64x2.gt(f64x2.max(first, second), zero))) continue;
    for (let lane = 0; lane < 4; lane++) {
      if (bin + lane >= size) break;
      const sums = lane === 0 ? s0 : lane === 1 ? s1 : lane === 2 ? s2 : s3;
      const g = f64x2.extract_lane(sums, 0);
      const h = f64x2.extract_lane(sums, 1);
      const rest = hessian - h;
      if (h < minWeight || rest < minWeight || h <= 0 || rest <= 0) continue;
      const right = gradient - g;
      const gain = (g * g) / (h + l2) + (right * right) / (rest + l2) - whole;
      if (gain > best) {
        best = gain;
        limit = f64x2.splat((best + whole) * MARGIN);
        store<f64>(found, gain);
        store<i32>(found, place, 8);
        store<i32>(found, bin + lane, 12);
        store<i32>(found, missingLeft, 20);
        v128.store(found, sums, 24);
      }
    }
  }
}

/** Of two cuts, given what lies left: above 0 where gl^2 / wl + gr^2 / wr exceeds the limit, found without divisions. */
function excess(first: v128, second: v128, gradients: v128, hessians: v128, added: v128, limit: v128): v128 {
  const gl = v128.shuffle<f64>(first, second, 0, 2);
  const hl = v128.shuffle<f64>(first, second, 1, 3);
  const gr = f64x2.sub(gradients, gl);
  const wl = f64x2.add(hl, added);
  const wr = f64x2.add(f64x2.sub(hessians, hl), added);
  return f64x2.sub(
    f64x2.add(f64x2.mul(f64x2.mul(gl, gl), wr), f64x2.mul(f64x2.mul(gr, gr), wl)),
    f64x2.mul(limit, f64x2.mul(wl, wr)),
  );
}

/** Writes the first bin behind the cut that has rows. */
export function complete(histogram: usize, sizes: usize, found: usize): void {
  const place = load<i32>(found, 8);
  if (place < 0) return;
  const size = i32(load<u16>(sizes + ((<usize>place) << 1))) & 0x7fff;
  const cells = histogram + <usize>place * SPAN;
  let next = load<i32>(found, 12) + 1;
  while (next < size && load<f64>(cells + <usize>next * CELL, 8) === 0) next++;
  store<i32>(found, next, 16);
}

/**
 * Puts the rows that go left before the others, each side in its old order.
 *
 * @param bins - of the column that is compared, at the row 0
 * @param cut - rows with this bin or a lower one go left
 * @param alsoLeft - so do rows with this bin; -1: none
 * @param spare - scratch: int32 x size
 * @returns how many go left
 */
export function partition(bins: usize, cut: i32, alsoLeft: i32, rows: usize, size: i32, spare: usize): i32 {
  let left = 0;
  let right = 0;
  for (let at = 0; at < size; at++) {
    const row = load<u32>(rows + ((<usize>at) << 2));
    const bin = i32(load<u8>(bins + ((<usize>row) << 3)));
    // Both sides are written and one of them counts: a branch would be mispredicted every other time.
    store<u32>(rows + ((<usize>left) << 2), row);
    store<u32>(spare + ((<usize>right) << 2), row);
    const goesLeft = i32(bin <= cut) | i32(bin === alsoLeft);
    left += goesLeft;
    right += 1 - goesLeft;
  }
  memory.copy(rows + ((<usize>left) << 2), spare, (<usize>right) << 2);
  return left;
}

export function heapBase(): usize {
  return __heap_base;
}
