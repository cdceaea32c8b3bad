import { incompleteBeta } from './incomplete-beta.js';

/** P(|T| >= |t|) for Student's t: the two-sided p-value. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  if (!Number.isFinite(t)) return Number.isNaN(t) ? t : 0;
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** The t > 0 with P(|T| < t) = level: half the width of an interval in standard errors. */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (1 - studentTwoSided(high, degreesOfFreedom) < level) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
    const middle = (low + high) / 2;
    if (1 - studentTwoSided(middle, degreesOfFreedom) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(F >= f) for Fisher's F. */
export function fisherUpper(f: number, numerator: number, denominator: number): number {
  return incompleteBeta(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);
}
