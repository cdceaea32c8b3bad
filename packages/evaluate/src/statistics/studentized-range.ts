import { normalTwoSided } from './normal.js';

/**
 * Quantile of the range of `groups` standard normal numbers: Tukey's studentised range with infinitely many degrees of
 * freedom. Absolute error below 1e-6.
 *
 * @param level - in (0, 1)
 */
export function studentizedRangeQuantile(level: number, groups: number): number {
  let [low, high] = [0, 20];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (rangeBelow(middle, groups) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(range < q): k times the integral of phi(z) (Phi(z) - Phi(z - q))^(k - 1), by Simpson's rule. */
function rangeBelow(q: number, groups: number): number {
  const [from, to, steps] = [-8, 8 + q, 800];
  const width = (to - from) / steps;
  let sum = 0;
  for (let step = 0; step <= steps; step++) {
    const z = from + step * width;
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * density * (below(z) - below(z - q)) ** (groups - 1);
  }
  return (groups * sum * width) / 3;
}

const below = (z: number): number => (z < 0 ? normalTwoSided(z) / 2 : 1 - normalTwoSided(z) / 2);
