import { flushed, flushedOne, SMALLEST_MOMENT } from './denormals';

/** g = the direction in which momentum leads, and m = the momentum. */
export function direction(g: usize, m: usize, count: i32, shrink: f32, beta: f32, nesterov: i32): void {
  const shrinks = f32x4.splat(shrink);
  const betas = f32x4.splat(beta);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    const gradient = f32x4.mul(shrinks, v128.load(g + at));
    const velocity = flushed(f32x4.add(f32x4.mul(betas, v128.load(m + at)), gradient), SMALLEST_MOMENT);
    v128.store(m + at, velocity);
    v128.store(g + at, nesterov ? f32x4.add(gradient, f32x4.mul(betas, velocity)) : velocity);
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    const gradient = shrink * load<f32>(g + at);
    const velocity = flushedOne(beta * load<f32>(m + at) + gradient, SMALLEST_MOMENT);
    store<f32>(m + at, velocity);
    store<f32>(g + at, nesterov ? gradient + beta * velocity : velocity);
  }
}

/** p = kept * p - rate * g */
export function decayedStep(p: usize, g: usize, count: i32, rate: f32, kept: f32): void {
  const rates = f32x4.splat(rate);
  const kepts = f32x4.splat(kept);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (i as usize) << 2;
    v128.store(p + at, f32x4.sub(f32x4.mul(kepts, v128.load(p + at)), f32x4.mul(rates, v128.load(g + at))));
  }
  for (; i < count; i++) {
    const at = (i as usize) << 2;
    store<f32>(p + at, kept * load<f32>(p + at) - rate * load<f32>(g + at));
  }
}
