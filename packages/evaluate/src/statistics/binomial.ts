import { incompleteBeta, logGamma } from './incomplete-beta.js';

/** P(X <= k) for k successes of n fair coins. */
export function fairCoinsAtMost(k: number, n: number): number {
  return k >= n ? 1 : incompleteBeta(0.5, n - k, k + 1);
}

/** P(X = k) for n fair coins. */
export function fairCoinsExactly(k: number, n: number): number {
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) - n * Math.LN2);
}
