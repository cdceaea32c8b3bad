// The orthogonal factor of a matrix, as muon takes it. The plain version is src/optimizers/newton-schulz.ts.

/** Products of a block of rows of `b` stay in the first-level cache. */
const DEPTH: i32 = 256;
const A: f32 = 3.4445;
const B: f32 = -4.775;
const C: f32 = 2.0315;

/**
 * x = the orthogonal factor of x, about: five Newton-Schulz steps on x over its norm. They are taken on x's Gram
 * matrix, of which every step is a polynomial, so that the long side is passed twice instead of eleven times.
 *
 * @param x - rows x columns, row-major, rows >= columns, columns a multiple of 8; overwritten
 * @param out - rows x columns: the result
 * @param scratch - five times columns x columns
 * @param norm - of x
 */
export function polar(x: usize, out: usize, scratch: usize, rows: i32, columns: i32, norm: f32): void {
  const size = (columns * columns) as usize;
  const bytes = size << 2;
  const numbers = rows * columns;
  scaleBy(x, numbers, 1 / norm);
  const gram = scratch;
  const powers = scratch + bytes;
  let all = scratch + 2 * bytes;
  let spare = scratch + 3 * bytes;
  const factor = scratch + 4 * bytes;
  product(x, 4, columns << 2, x, gram, columns, rows, columns);
  for (let step = 0; step < 5; step++) {
    multiply(gram, gram, powers, columns);
    // This step multiplies x by factor = A + B gram + C gram^2, from the right.
    for (let at: usize = 0; at < bytes; at += 16) {
      const linear = f32x4.mul(f32x4.splat(B), v128.load(gram + at));
      v128.store(factor + at, f32x4.add(linear, f32x4.mul(f32x4.splat(C), v128.load(powers + at))));
    }
    for (let i = 0; i < columns; i++) {
      const at = factor + (((i * columns + i) as usize) << 2);
      store<f32>(at, load<f32>(at) + A);
    }
    if (step === 0) memory.copy(all, factor, bytes);
    else {
      multiply(all, factor, spare, columns);
      const before = all;
      all = spare;
      spare = before;
    }
    if (step === 4) break;
    multiply(gram, factor, powers, columns);
    multiply(powers, factor, gram, columns);
  }
  product(x, columns << 2, 4, all, out, rows, columns, columns);
}

/** out = a * b, all size x size. */
function multiply(a: usize, b: usize, out: usize, size: i32): void {
  product(a, size << 2, 4, b, out, size, size, size);
}

function scaleBy(x: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let at = x; at < x + ((count as usize) << 2); at += 16) v128.store(at, f32x4.mul(factors, v128.load(at)));
}

/**
 * out[rows x columns] = a * b[depth x columns], with a's number (row, d) at a + row * rowStep + d * depthStep bytes.
 * Rows a multiple of 4, columns of 8.
 */
function product(
  a: usize,
  rowStep: i32,
  depthStep: i32,
  b: usize,
  out: usize,
  rows: i32,
  depth: i32,
  columns: i32,
): void {
  const stride = (columns as usize) << 2;
  const across = rowStep as usize;
  const down = depthStep as usize;
  for (let start = 0; start < depth; start += DEPTH) {
    const length = min(DEPTH, depth - start);
    for (let column = 0; column < columns; column += 8) {
      const right = b + (start as usize) * stride + ((column as usize) << 2);
      for (let row = 0; row < rows; row += 4) {
        let left = a + (row as usize) * across + (start as usize) * down;
        let from = right;
        const to = out + (row as usize) * stride + ((column as usize) << 2);
        let p00 = f32x4.splat(0);
        let p01 = p00;
        let p10 = p00;
        let p11 = p00;
        let p20 = p00;
        let p21 = p00;
        let p30 = p00;
        let p31 = p00;
        if (start > 0) {
          p00 = v128.load(to);
          p01 = v128.load(to, 16);
          p10 = v128.load(to + stride);
          p11 = v128.load(to + stride, 16);
          p20 = v128.load(to + 2 * stride);
          p21 = v128.load(to + 2 * stride, 16);
          p30 = v128.load(to + 3 * stride);
          p31 = v128.load(to + 3 * stride, 16);
        }
        for (let d = 0; d < length; d++) {
          const first = v128.load(from);
          const second = v128.load(from, 16);
          const l0 = v128.load32_splat(left);
          p00 = f32x4.add(p00, f32x4.mul(l0, first));
          p01 = f32x4.add(p01, f32x4.mul(l0, second));
          const l1 = v128.load32_splat(left + across);
          p10 = f32x4.add(p10, f32x4.mul(l1, first));
          p11 = f32x4.add(p11, f32x4.mul(l1, second));
          const l2 = v128.load32_splat(left + 2 * across);
          p20 = f32x4.add(p20, f32x4.mul(l2, first));
          p21 = f32x4.add(p21, f32x4.mul(l2, second));
          const l3 = v128.load32_splat(left + 3 * across);
          p30 = f32x4.add(p30, f32x4.mul(l3, first));
          p31 = f32x4.add(p31, f32x4.mul(l3, second));
          left += down;
          from += stride;
        }
        v128.store(to, p00);
        v128.store(to, p01, 16);
        v128.store(to + stride, p10);
        v128.store(to + stride, p11, 16);
        v128.store(to + 2 * stride, p20);
        v128.store(to + 2 * stride, p21, 16);
        v128.store(to + 3 * stride, p30);
        v128.store(to + 3 * stride, p31, 16);
      }
    }
  }
}
