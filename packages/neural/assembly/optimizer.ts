// AssemblyScript: compiled to WebAssembly by tools/assembly. The plain version, with the formulas and their sources,
// is src/optimizers/plain.ts. Arguments named like arrays are addresses of float32 numbers, `count` is how many.
// Numbers that come near the denormal ones are set to 0: arithmetic on denormals is a hundred times slower, and the
// moments of parameters whose gradient has died decay into them.

/** Below this a moment is 0. */
const SMALLEST_MOMENT: f32 = 1e-37;
/** Adam's first moments below it are gone; in 64 steps a larger one with beta1 of 0.8 or more does not become denormal. */
const GONE_MOMENT: f32 = 1e-30;
/** Least root of what a gradient adds to Adam's second moments, so that these are never denormal; 1e-10 of an epsilon. */
const LEAST_ROOT: f32 = 1e-18;
/** Below this the square of a gradient, times 0.001, would be denormal. */
const SMALLEST_FOR_SQUARE: f32 = 1e-17;

function flushed(values: v128, smallest: f32): v128 {
  return v128.and(values, f32x4.ge(f32x4.abs(values), f32x4.splat(smallest)));
}

function flushedOne(value: f32, smallest: f32): f32 {
  return abs(value) >= smallest ? value : 0;
}

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

export function sgd(p: usize, g: usize, count: i32, rate: f32): void {
  const rates = f32x4.splat(rate);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    v128.store(p + at, f32x4.sub(v128.load(p + at), f32x4.mul(rates, v128.load(g + at))));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    store<f32>(p + at, load<f32>(p + at) - rate * load<f32>(g + at));
  }
}

export function momentum(
  p: usize,
  g: usize,
  m: usize,
  count: i32,
  rate: f32,
  shrink: f32,
  beta: f32,
  nesterov: i32,
): void {
  const rates = f32x4.splat(rate);
  const shrinks = f32x4.splat(shrink);
  const betas = f32x4.splat(beta);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = f32x4.mul(shrinks, v128.load(g + at));
    const velocity = flushed(f32x4.add(f32x4.mul(betas, v128.load(m + at)), gradient), SMALLEST_MOMENT);
    v128.store(m + at, velocity);
    const direction = nesterov ? f32x4.add(gradient, f32x4.mul(betas, velocity)) : velocity;
    v128.store(p + at, f32x4.sub(v128.load(p + at), f32x4.mul(rates, direction)));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const gradient = shrink * load<f32>(g + at);
    const velocity = flushedOne(beta * load<f32>(m + at) + gradient, SMALLEST_MOMENT);
    store<f32>(m + at, velocity);
    store<f32>(p + at, load<f32>(p + at) - rate * (nesterov ? gradient + beta * velocity : velocity));
  }
}

/**
 * @param rate - with both corrections: learning rate * sqrt(1 - beta2^t) / (1 - beta1^t)
 * @param epsilon - times sqrt(1 - beta2^t)
 * @param shrink - of the gradients
 * @param flushes - whether first moments that have all but gone become 0; at least every 64 steps
 */
export function adam(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  count: i32,
  rate: f32,
  shrink: f32,
  kept: f32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  flushes: bool,
): void {
  const share = rest1 * shrink;
  const scale = sqrt(rest2) * shrink;
  if (flushes || kept !== 1) adamAs<i32>(p, g, m, v, count, rate, share, kept, beta1, beta2, scale, epsilon);
  else adamAs<u32>(p, g, m, v, count, rate, share, kept, beta1, beta2, scale, epsilon);
}

/**
 * The loop is bound by arithmetic, so what most steps don't need is left out of a second version of it.
 *
 * @typeParam T - signed: with decay and flushing
 */
function adamAs<T>(
  p: usize,
  g: usize,
  m: usize,
  v: usize,
  count: i32,
  rate: f32,
  share: f32,
  kept: f32,
  beta1: f32,
  beta2: f32,
  scale: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const shares = f32x4.splat(share);
  const kepts = f32x4.splat(kept);
  const beta1s = f32x4.splat(beta1);
  const beta2s = f32x4.splat(beta2);
  const scales = f32x4.splat(scale);
  const epsilons = f32x4.splat(epsilon);
  const least = f32x4.splat(LEAST_ROOT);
  const magnitude = i32x4.splat(0x7fffffff);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = v128.load(g + at);
    let first = f32x4.add(f32x4.mul(beta1s, v128.load(m + at)), f32x4.mul(shares, gradient));
    if (isSigned<T>()) first = flushed(first, GONE_MOMENT);
    v128.store(m + at, first);
    const root = f32x4.max(v128.and(f32x4.mul(scales, gradient), magnitude), least);
    const second = f32x4.add(f32x4.mul(beta2s, v128.load(v + at)), f32x4.mul(root, root));
    v128.store(v + at, second);
    const step = f32x4.mul(rates, f32x4.div(first, f32x4.add(f32x4.sqrt(second), epsilons)));
    const before = isSigned<T>() ? f32x4.mul(kepts, v128.load(p + at)) : v128.load(p + at);
    v128.store(p + at, f32x4.sub(before, step));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const gradient = load<f32>(g + at);
    let first = beta1 * load<f32>(m + at) + share * gradient;
    if (isSigned<T>()) first = flushedOne(first, GONE_MOMENT);
    store<f32>(m + at, first);
    const root = max(abs(scale * gradient), LEAST_ROOT);
    const second = beta2 * load<f32>(v + at) + root * root;
    store<f32>(v + at, second);
    const before = isSigned<T>() ? kept * load<f32>(p + at) : load<f32>(p + at);
    store<f32>(p + at, before - rate * (first / (sqrt(second) + epsilon)));
  }
}

/** @param m - velocities, 0 without momentum */
export function rmsprop(
  p: usize,
  g: usize,
  v: usize,
  m: usize,
  count: i32,
  rate: f32,
  shrink: f32,
  rho: f32,
  rest: f32,
  beta: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const shrinks = f32x4.splat(shrink);
  const rhos = f32x4.splat(rho);
  const rests = f32x4.splat(rest);
  const betas = f32x4.splat(beta);
  const epsilons = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = flushed(f32x4.mul(shrinks, v128.load(g + at)), SMALLEST_FOR_SQUARE);
    const square = f32x4.mul(rests, f32x4.mul(gradient, gradient));
    const second = flushed(f32x4.add(f32x4.mul(rhos, v128.load(v + at)), square), SMALLEST_MOMENT);
    v128.store(v + at, second);
    let direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(second), epsilons));
    if (m) {
      direction = flushed(f32x4.add(f32x4.mul(betas, v128.load(m + at)), direction), SMALLEST_MOMENT);
      v128.store(m + at, direction);
    }
    v128.store(p + at, f32x4.sub(v128.load(p + at), f32x4.mul(rates, direction)));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const gradient = flushedOne(shrink * load<f32>(g + at), SMALLEST_FOR_SQUARE);
    const second = flushedOne(rho * load<f32>(v + at) + rest * (gradient * gradient), SMALLEST_MOMENT);
    store<f32>(v + at, second);
    let direction = gradient / (sqrt(second) + epsilon);
    if (m) {
      direction = flushedOne(beta * load<f32>(m + at) + direction, SMALLEST_MOMENT);
      store<f32>(m + at, direction);
    }
    store<f32>(p + at, load<f32>(p + at) - rate * direction);
  }
}

export function adagrad(p: usize, g: usize, v: usize, count: i32, rate: f32, shrink: f32, epsilon: f32): void {
  const rates = f32x4.splat(rate);
  const shrinks = f32x4.splat(shrink);
  const epsilons = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = flushed(f32x4.mul(shrinks, v128.load(g + at)), SMALLEST_FOR_SQUARE);
    const sum = f32x4.add(v128.load(v + at), f32x4.mul(gradient, gradient));
    v128.store(v + at, sum);
    const direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(sum), epsilons));
    v128.store(p + at, f32x4.sub(v128.load(p + at), f32x4.mul(rates, direction)));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const gradient = flushedOne(shrink * load<f32>(g + at), SMALLEST_FOR_SQUARE);
    const sum = load<f32>(v + at) + gradient * gradient;
    store<f32>(v + at, sum);
    store<f32>(p + at, load<f32>(p + at) - rate * (gradient / (sqrt(sum) + epsilon)));
  }
}

/** Where memory that the compiler does not use begins. */
export function heapBase(): usize {
  return __heap_base;
}
