import { incompleteBeta } from './incomplete-beta.js';

/** P(X <= k) for k successes of n fair coins. */
export function fairCoinsAtMost(k: number, n: number): number {
  return k >= n ? 1 : incompleteBeta(0.5, n - k, k + 1);
}

/** P(X = k) for n fair coins, by multiplying its factors: logarithms of factorials would cancel to ten digits. */
export function fairCoinsExactly(k: number, n: number): number {
  let product = 1;
  let halvings = n;
  for (let i = 1; i <= Math.min(k, n - k); i++) {
    product *= (Math.max(k, n - k) + i) / i;
    for (; product > 1 && halvings > 0; halvings--) product /= 2;
  }
  return product * 2 ** -halvings;
}
