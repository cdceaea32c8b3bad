import type { Seed } from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import type { Metric, MetricDefinition, Predictions } from '../metrics/metric.js';
import { standardDeviation } from '../statistics/moments.js';
import { normalQuantile, normalTwoSided } from '../statistics/normal.js';
import { studentQuantile } from '../statistics/student-t.js';
import type { Interval } from '../uncertainty/interval.js';
import { type McNemarTest, mcnemar } from './mcnemar.js';
import type { PairedBootstrap } from './paired-bootstrap.js';
import { differingRows, swapTest } from './swap-test.js';
import { tangoInterval } from './tango-interval.js';

/** What a test of two models found, before other comparisons are corrected for. */
export interface TestedPair {
  readonly first: string;
  readonly second: string;
  /** Of the metric, first minus second. */
  readonly difference: number;
  readonly pValue: number;
  readonly mcnemar?: McNemarTest;
  /** The interval that holds 0 just where the test at 1 - level does not reject. */
  readonly intervalAt: (level: number) => Interval;
}

/** More rows that differ than this are tested by the bootstrap's standard error. */
const SWAPPED_ROWS = 100;

/** Tests two models of a comparison: counted rows by McNemar, other metrics by swaps or the bootstrap's error. */
export function testPair(
  models: readonly (Predictions & { readonly name: string })[],
  boot: PairedBootstrap,
  at: { readonly first: number; readonly second: number },
  scored: Metric,
  seed: Seed,
): TestedPair {
  const [first, second] = [models[at.first], models[at.second]];
  const difference = boot.values[at.first] - boot.values[at.second];
  const names = { first: first.name, second: second.name, difference };
  if (scored.name === 'accuracy' || scored.name === 'error-rate') {
    const test = mcnemar(first.truth, first.predicted, second.predicted);
    const { onlyFirstRight, onlySecondRight, rows, pValue } = test;
    const counts = scored.name === 'accuracy' ? [onlyFirstRight, onlySecondRight] : [onlySecondRight, onlyFirstRight];
    const bounds = (level: number) => tangoInterval(counts[0], counts[1], rows, level);
    return { ...names, pValue, mcnemar: test, intervalAt: agreeing(difference, pValue, 'score', bounds) };
  }
  const rows = first.truth.length;
  const differences = differencesOf(boot, at.first, at.second);
  const error = standardDeviation(differences) * Math.sqrt(rows / (rows - 1));
  const bias = mean(differences) - difference;
  const differing = differingRows(first, second, usesProbabilities(scored));
  const pValue =
    differing.length <= SWAPPED_ROWS
      ? swapTest(scored, first, second, differing, seed)
      : normalTwoSided(difference / error);
  const [least, most] = scored.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const bounds = (level: number) => {
    const centre = difference - bias;
    const half = error > 0 ? studentQuantile(level, rows - 1) * error : widthOfNone(level, rows, most - least);
    return { low: Math.max(least - most, centre - half), high: Math.min(most - least, centre + half) };
  };
  return { ...names, pValue, intervalAt: agreeing(difference, pValue, 'bootstrap', bounds) };
}

/** Differences over the resamples in which both are defined. */
export function differencesOf({ resampled }: PairedBootstrap, first: number, second: number): Float64Array {
  return resampled[first]
    .map((value, at) => value - resampled[second][at])
    .filter((difference) => !Number.isNaN(difference));
}

/** Half the width of an interval where no row was seen to differ: Wilson's upper bound of a share of 0. */
function widthOfNone(level: number, rows: number, range: number): number {
  const z = normalQuantile(0.5 + level / 2);
  return Number.isFinite(range) ? (range * z * z) / (rows + z * z) : 0;
}

/** Whether a metric may look at probabilities: one of the caller's own may. */
const usesProbabilities = (scored: Metric): boolean => (scored as Partial<MetricDefinition>).needsProbabilities ?? true;

/**
 * Test and interval rest on different approximations, so that near the threshold they may differ about 0. The test
 * decides: the bound beside 0 becomes the one of its own statistic, d (1 - z / z of p), which Miettinen named test-based.
 *
 * @see Miettinen, Estimability and estimation in case-referent studies, American Journal of Epidemiology 103 (1976)
 */
function agreeing(
  difference: number,
  pValue: number,
  method: Interval['method'],
  bounds: (level: number) => { low: number; high: number },
): (level: number) => Interval {
  return (level) => {
    const { low, high } = bounds(level);
    const isRejected = pValue < 1 - level;
    if (isRejected === (low > 0 || high < 0)) return { low, high, level, method };
    const ofTest = -normalQuantile(pValue / 2);
    const near = ofTest > 0 ? difference * (1 - normalQuantile(0.5 + level / 2) / ofTest) : 0;
    const bound = isRejected ? near : difference > 0 ? Math.min(0, near) : Math.max(0, near);
    return low > 0 || (isRejected && difference > 0)
      ? { low: bound, high: Math.max(high, difference), level, method }
      : { low: Math.min(low, difference), high: bound, level, method };
  };
}
