/** Powers of ten as unevaluated sums of two float64, right to 106 bits. */
export interface PowersOfTen {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

/** The exponents that are tabled: from -MAX_EXPONENT to MAX_EXPONENT. */
export const MAX_EXPONENT = 64;

/** At index `exponent + MAX_EXPONENT`. */
export function powersOfTen(): PowersOfTen {
  const high = new Float64Array(2 * MAX_EXPONENT + 1);
  const low = new Float64Array(2 * MAX_EXPONENT + 1);
  for (let exponent = 0; exponent <= MAX_EXPONENT; exponent++) {
    const exact = 10n ** BigInt(exponent);
    const up = MAX_EXPONENT + exponent;
    high[up] = Number(exact);
    low[up] = Number(exact - BigInt(high[up]));
    // The same for the reciprocal, scaled by 2^SHIFT to whole numbers, all 53 bits of the first part included.
    const down = MAX_EXPONENT - exponent;
    high[down] = Number(`1e-${exponent}`);
    const rest = (1n << SHIFT) / exact - BigInt(high[down] * HALF_SHIFT) * BigInt(HALF_SHIFT);
    low[down] = Number(rest) / HALF_SHIFT / HALF_SHIFT;
  }
  return { high, low };
}

/** 10^-64 begins 213 bits behind the point; 106 bits of it and more than 64 to spare. */
const HALF_SHIFT = 2 ** 300;
const SHIFT = 600n;
