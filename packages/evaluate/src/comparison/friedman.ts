import { SelvedgeError } from '@selvedge/data';
import { onlyValues } from '@selvedge/data/checks';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { fisherUpper } from '../statistics/student-t.js';
import { studentizedRangeQuantile } from '../statistics/studentized-range.js';
import { checkLevel } from '../uncertainty/check-level.js';

/** Several models over several data sets. Plain JSON. */
export interface FriedmanComparison {
  readonly test: 'friedman';
  readonly dataSets: number;
  /** Best first. */
  readonly models: readonly {
    readonly name: string;
    /** 1 is best on every data set; ties share their ranks. */
    readonly meanRank: number;
  }[];
  /** Friedman's chi-squared, corrected for ties. */
  readonly chiSquared: number;
  /** Iman and Davenport's F, which is less conservative; null where every data set has the same order. */
  readonly statistic: number | null;
  /** Of the F; where every data set has the same order, the exact probability of that, one over the orders there are. */
  readonly pValue: number;
  /** Mean ranks that differ by less are not distinguishable (Nemenyi). */
  readonly criticalDifference: number;
  /** Names of models whose mean ranks lie within the critical difference: the bars of the figure. */
  readonly groups: readonly (readonly string[])[];
}

/**
 * Friedman's test of several models over several data sets, with Nemenyi's critical difference.
 *
 * @param scores - of each model one score per data set, in the same order
 * @param options.better - which end of the score is good; default `higher`
 * @throws SelvedgeError `invalid-argument` for fewer than two models or data sets, scores of another number, or NaN
 * @see Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 7 (2006), section 3.2
 */
export function friedman(
  scores: Readonly<Record<string, readonly number[]>>,
  options: { readonly better?: 'higher' | 'lower'; readonly level?: number } = {},
): FriedmanComparison {
  checkMetricOptions('friedman', options, ['better', 'level']);
  onlyValues('friedman', options, { better: ['higher', 'lower'] });
  const { better = 'higher', level = 0.95 } = options;
  checkLevel('friedman', level);
  const names = Object.keys(scores);
  const k = names.length;
  const n = scores[names[0]]?.length ?? 0;
  if (k < 2 || n < 2 || !names.every((name) => scores[name].length === n && scores[name].every(Number.isFinite)))
    throw badScores(k, n);
  const sums = new Float64Array(k);
  let ties = 0;
  for (let set = 0; set < n; set++) {
    const values = names.map((name) => (better === 'higher' ? -scores[name][set] : scores[name][set]));
    for (const [at, value] of values.entries()) {
      const [below, equal] = [values.filter((v) => v < value).length, values.filter((v) => v === value).length];
      sums[at] += below + (equal + 1) / 2;
      ties += equal * equal - 1; // over the members of a tie this is t^3 - t
    }
  }
  const spread = sums.reduce((sum, rank) => sum + (rank - (n * (k + 1)) / 2) ** 2, 0);
  const scale = n * k * (k + 1) - ties / (k - 1);
  const chiSquared = scale > 0 ? (12 * spread) / scale : 0;
  const remaining = n * (k - 1) - chiSquared;
  const statistic = remaining > 1e-9 ? ((n - 1) * chiSquared) / remaining : null;
  const models = names.map((name, at) => ({ name, meanRank: sums[at] / n })).sort((a, b) => a.meanRank - b.meanRank);
  const criticalDifference = (studentizedRangeQuantile(level, k) / Math.SQRT2) * Math.sqrt((k * (k + 1)) / (6 * n));
  return {
    test: 'friedman',
    dataSets: n,
    models,
    chiSquared,
    statistic,
    pValue:
      statistic === null
        ? orders(names.map((name) => scores[name][0])) ** (1 - n)
        : fisherUpper(statistic, k - 1, (k - 1) * (n - 1)),
    criticalDifference,
    groups: groupsWithin(models, criticalDifference),
  };
}

/** In how many orders these scores can stand: equal ones change places unseen. */
function orders(values: readonly number[]): number {
  let count = 1;
  for (const [at, value] of values.entries()) {
    count *= (at + 1) / values.slice(0, at + 1).filter((each) => each === value).length;
  }
  return count;
}

/** The longest runs of neighbours in rank that lie within the difference, those within another left out. */
function groupsWithin(models: FriedmanComparison['models'], difference: number): string[][] {
  const groups: string[][] = [];
  let lastEnd = 0;
  for (let start = 0; start < models.length; start++) {
    let end = start + 1;
    while (end < models.length && models[end].meanRank - models[start].meanRank < difference) end++;
    if (end - start > 1 && end > lastEnd) groups.push(models.slice(start, end).map(({ name }) => name));
    lastEnd = Math.max(lastEnd, end);
  }
  return groups;
}

const badScores = (models: number, dataSets: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `friedman: got ${models} models and ${dataSets} data sets; need at least two of each, and a finite score of every model for every data set, for instance { forest: [0.9, 0.8], knn: [0.8, 0.7] }.`,
  );
