import { flushed, flushedOne } from './denormals';

/** Adam's first moments below it are gone; in 64 steps a larger one with beta1 of 0.8 or more does not become denormal. */
const GONE_MOMENT: f32 = 1e-30;
/** Least root of what a gradient adds to Adam's second moments, so that these are never denormal; 1e-10 of an epsilon. */
const LEAST_ROOT: f32 = 1e-18;

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
