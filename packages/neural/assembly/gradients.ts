/**
 * Adds penalties and coupled decay to the gradients and cuts them by value (0: not).
 *
 * @returns the sum of their squares; of each 1024 it is taken in float32, of those in float64
 */
export function prepare(p: usize, g: usize, count: i32, l1: f32, slope: f32, clipValue: f32): f64 {
  let sum: f64 = 0;
  const changed = l1 > 0 || slope > 0 || clipValue > 0;
  for (let start = 0; start < count; start += 1024) {
    const at = (start as usize) << 2;
    const length = min(1024, count - start);
    if (changed) penalize(p + at, g + at, length, l1, slope, clipValue);
    const part = squares(g + at, length) as f64;
    sum += part < Infinity ? part : wideSquares(g + at, length); // the squares alone may have left float32
  }
  return sum;
}

function wideSquares(g: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const value = load<f32>(g + ((i as usize) << 2)) as f64;
    sum += value * value;
  }
  return sum;
}

function squares(g: usize, count: i32): f32 {
  let first = f32x4.splat(0);
  let second = f32x4.splat(0);
  let third = f32x4.splat(0);
  let fourth = f32x4.splat(0);
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const at = g + ((i as usize) << 2);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    first = f32x4.add(first, f32x4.mul(a, a));
    second = f32x4.add(second, f32x4.mul(b, b));
    third = f32x4.add(third, f32x4.mul(c, c));
    fourth = f32x4.add(fourth, f32x4.mul(d, d));
  }
  const all = f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth));
  let sum = f32x4.extract_lane(all, 0) + f32x4.extract_lane(all, 1);
  sum += f32x4.extract_lane(all, 2) + f32x4.extract_lane(all, 3);
  for (; i < count; i++) {
    const value = load<f32>(g + ((i as usize) << 2));
    sum += value * value;
  }
  return sum;
}

function penalize(p: usize, g: usize, count: i32, l1: f32, slope: f32, clipValue: f32): void {
  const l1s = f32x4.splat(l1);
  const slopes = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const highest = f32x4.splat(clipValue);
  const lowest = f32x4.splat(-clipValue);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const w = v128.load(p + at);
    let values = f32x4.add(v128.load(g + at), f32x4.mul(slopes, w));
    if (l1 > 0) {
      const sign = f32x4.sub(v128.and(one, f32x4.gt(w, zero)), v128.and(one, f32x4.lt(w, zero)));
      values = f32x4.add(values, f32x4.mul(l1s, sign));
    }
    if (clipValue > 0) values = f32x4.max(lowest, f32x4.min(highest, values));
    v128.store(g + at, values);
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const w = load<f32>(p + at);
    let value = load<f32>(g + at) + slope * w;
    if (l1 > 0) value += w > 0 ? l1 : w < 0 ? -l1 : <f32>0;
    if (clipValue > 0) value = max(-clipValue, min(clipValue, value));
    store<f32>(g + at, value);
  }
}
