import { z } from '@selvedge/component/zod';
import type { Rng } from '@selvedge/data';

/** The parameter of the distribution that shares are drawn from. */
export const alphaField: z.ZodType<number> = z
  .number()
  .min(0.001)
  .max(100)
  .describe('The share is drawn from Beta(alpha, alpha).');

/** A draw from Beta(alpha, alpha), as a ratio of two gamma draws. */
export function drawBeta(alpha: number, rng: Rng): number {
  const [a, b] = [drawGamma(alpha, rng), drawGamma(alpha, rng)];
  // For tiny alpha both draws can underflow to 0: then the distribution is a coin between 0 and 1.
  return a + b > 0 ? a / (a + b) : Math.round(rng.uniform());
}

/** @see Marsaglia & Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000) */
function drawGamma(alpha: number, rng: Rng): number {
  if (alpha < 1) return drawGamma(alpha + 1, rng) * (1 - rng.uniform()) ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
