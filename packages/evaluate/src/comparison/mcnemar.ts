import type { Labels } from '@selvedge/data';
import { onlyValues } from '@selvedge/data/checks';
import { checkPredictions } from '../metrics/check-predictions.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { fairCoinsAtMost, fairCoinsExactly } from '../statistics/binomial.js';

/** McNemar's test of two models on the same rows. Plain JSON. */
export interface McNemarTest {
  readonly test: 'mcnemar';
  readonly variant: 'exact' | 'mid-p';
  /** Rows that only the first model got right. */
  readonly onlyFirstRight: number;
  /** Rows that only the second model got right. */
  readonly onlySecondRight: number;
  readonly rows: number;
  /** Two-sided; 1 when the models never disagree about a row. */
  readonly pValue: number;
}

/** Which p-value. */
export interface McNemarOptions {
  /**
   * `exact` never rejects too often but too rarely when few rows differ; `mid-p` (the default) counts the observed
   * outcome half, which is nearer to the nominal rate.
   */
  readonly variant?: 'exact' | 'mid-p';
}

/**
 * Tests whether two models have the same accuracy, from the rows that exactly one of them got right.
 *
 * @throws SelvedgeError `shape-mismatch` when lengths differ; `invalid-argument` for no rows
 * @see Fagerland, Lydersen & Laake, The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than
 * exact conditional, BMC Medical Research Methodology 13 (2013)
 */
export function mcnemar(truth: Labels, first: Labels, second: Labels, options: McNemarOptions = {}): McNemarTest {
  checkMetricOptions('mcnemar', options, ['variant']);
  onlyValues('mcnemar', options, { variant: ['exact', 'mid-p'] });
  const { variant = 'mid-p' } = options;
  checkPredictions('mcnemar', truth, first);
  checkPredictions('mcnemar', truth, second);
  let [onlyFirstRight, onlySecondRight] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    const [a, b] = [first[row] === truth[row], second[row] === truth[row]];
    if (a && !b) onlyFirstRight++;
    if (b && !a) onlySecondRight++;
  }
  const pValue = twoSided(Math.min(onlyFirstRight, onlySecondRight), onlyFirstRight + onlySecondRight, variant);
  return { test: 'mcnemar', variant, onlyFirstRight, onlySecondRight, rows: truth.length, pValue };
}

function twoSided(fewer: number, disagreements: number, variant: 'exact' | 'mid-p'): number {
  if (disagreements === 0) return 1;
  const tails = 2 * fairCoinsAtMost(fewer, disagreements);
  // In the exact middle the two tails overlap: all of it is more than 1, and without the middle 1 but for rounding.
  return Math.min(1, variant === 'exact' ? tails : tails - fairCoinsExactly(fewer, disagreements));
}
