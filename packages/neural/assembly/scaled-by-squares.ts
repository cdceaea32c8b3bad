import { flushed, flushedOne, SMALLEST_MOMENT } from './denormals';

/** Below this the square of a gradient, times 0.001, would be denormal. */
const SMALLEST_FOR_SQUARE: f32 = 1e-17;

/**
 * @param m - velocities, 0 without momentum
 * @param inside - added under the root, as Keras does; `epsilon` outside of it, as PyTorch does
 */
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
  inside: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const shrinks = f32x4.splat(shrink);
  const rhos = f32x4.splat(rho);
  const rests = f32x4.splat(rest);
  const betas = f32x4.splat(beta);
  const insides = f32x4.splat(inside);
  const epsilons = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = flushed(f32x4.mul(shrinks, v128.load(g + at)), SMALLEST_FOR_SQUARE);
    const square = f32x4.mul(rests, f32x4.mul(gradient, gradient));
    const second = flushed(f32x4.add(f32x4.mul(rhos, v128.load(v + at)), square), SMALLEST_MOMENT);
    v128.store(v + at, second);
    let direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(f32x4.add(second, insides)), epsilons));
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
    let direction = gradient / (sqrt(second + inside) + epsilon);
    if (m) {
      direction = flushedOne(beta * load<f32>(m + at) + direction, SMALLEST_MOMENT);
      store<f32>(m + at, direction);
    }
    store<f32>(p + at, load<f32>(p + at) - rate * direction);
  }
}

export function adagrad(
  p: usize,
  g: usize,
  v: usize,
  count: i32,
  rate: f32,
  shrink: f32,
  inside: f32,
  epsilon: f32,
): void {
  const rates = f32x4.splat(rate);
  const shrinks = f32x4.splat(shrink);
  const insides = f32x4.splat(inside);
  const epsilons = f32x4.splat(epsilon);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = flushed(f32x4.mul(shrinks, v128.load(g + at)), SMALLEST_FOR_SQUARE);
    const sum = f32x4.add(v128.load(v + at), f32x4.mul(gradient, gradient));
    v128.store(v + at, sum);
    const direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(f32x4.add(sum, insides)), epsilons));
    v128.store(p + at, f32x4.sub(v128.load(p + at), f32x4.mul(rates, direction)));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const gradient = flushedOne(shrink * load<f32>(g + at), SMALLEST_FOR_SQUARE);
    const sum = load<f32>(v + at) + gradient * gradient;
    store<f32>(v + at, sum);
    store<f32>(p + at, load<f32>(p + at) - rate * (gradient / (sqrt(sum + inside) + epsilon)));
  }
}
