import { summarizeFolds } from '@selvedge/evaluate';
import { points } from './points.js';
import type { RecordedRow, RecordedShare } from './record.js';
import type { RecordedSeeds } from './seeds.js';

/** A sentence of the reports that the figures are asked about: is the first better than the second? */
export interface Claim {
  /** `row` or `row/model`. */
  readonly first: string;
  readonly second: string;
  readonly claim: string;
}

/** What the reports conclude. Whether it holds is for the figures to say. */
export const CLAIMS: readonly Claim[] = [
  { first: 'ann.cnn', second: 'ann.mlp', claim: 'a CNN beats an MLP (Han)' },
  { first: 'ann.cnn', second: 'padova.forest-70/gini', claim: 'a CNN beats a random forest (Padova)' },
  {
    first: 'padova.forest-70/gini',
    second: 'padova.knn-5',
    claim: 'a forest comes closer to the CNN than kNN (Padova)',
  },
  {
    first: 'padova.forest-70/gini',
    second: 'padova.forest-70/entropy',
    claim: 'gini and entropy are almost identical (Padova)',
  },
  { first: 'padova.linear-net/relu', second: 'padova.linear-net/sigmoid', claim: 'ReLU beats sigmoid (Padova)' },
  { first: 'uci.keras', second: 'uci.pytorch', claim: 'Keras and PyTorch end level (UCI)' },
  { first: 'best.cnn', second: 'ann.cnn', claim: 'a residual network with augmentation beats a plain CNN (ours)' },
];

/** A difference of two shares with its 95 % interval. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/**
 * First minus second. Rows of different runs keep no common predictions, so the interval is that of two independent
 * shares, wider than a paired one would be.
 *
 * @see Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998)
 */
export function differenceOf(a: Omit<RecordedShare, 'rows'>, b: Omit<RecordedShare, 'rows'>): Difference {
  const difference = a.value - b.value;
  return {
    difference,
    low: difference - Math.hypot(a.value - a.low, b.high - b.value),
    high: difference + Math.hypot(a.high - a.value, b.value - b.low),
  };
}

/**
 * The sentence that the figures allow. Where both rows were run with the same seeds, the first is better than the second
 * only where that lies outside both noises: that of the test rows and that of the seeds.
 */
export function claimSentence(
  { first, second, claim }: Claim,
  results: ReadonlyMap<string, RecordedRow>,
  seeds: ReadonlyMap<string, RecordedSeeds> = new Map(),
): string {
  const [a, b] = [first, second].map((name) => shareOf(name, results));
  if (!a || !b)
    return `"${claim}": not measured yet (${[a ? '' : first, b ? '' : second].filter(Boolean).join(', ')}).`;
  const overRows = differenceOf(a, b);
  const overSeeds = differenceOverSeeds(first, second, seeds);
  const both = [overRows, ...(overSeeds ? [overSeeds] : [])];
  const verdict = both.every(({ low }) => low > 0)
    ? `${first} is better than ${second}`
    : both.every(({ high }) => high < 0)
      ? `${second} is better than ${first}`
      : `${first} and ${second} are not distinguishable`;
  const rest = overSeeds ? `; mean over ${overSeeds.count} seeds ${differenceText(overSeeds)}` : '';
  return `"${claim}": ${verdict}; difference ${differenceText(overRows)}${rest}.`;
}

const differenceText = ({ difference, low, high }: Difference): string =>
  `${points(difference)} points (95 % interval ${points(low)} to ${points(high)})`;

/** First minus second, seed by seed, on the same test rows: the mean with its interval by Student's t. */
function differenceOverSeeds(
  first: string,
  second: string,
  seeds: ReadonlyMap<string, RecordedSeeds>,
): (Difference & { readonly count: number }) | undefined {
  const [a, b] = [first, second].map((name) => testBySeed(name, seeds));
  const differences = [...a].flatMap(([seed, value]) => {
    const other = b.get(seed);
    return other === undefined ? [] : [value - other];
  });
  if (differences.length < 2) return undefined;
  const { mean, interval } = summarizeFolds(differences, 0);
  return interval ? { difference: mean, ...interval, count: differences.length } : undefined;
}

function testBySeed(name: string, seeds: ReadonlyMap<string, RecordedSeeds>): ReadonlyMap<number, number> {
  const [row, model] = name.split('/');
  return new Map(
    seeds.get(row)?.runs.flatMap(({ seed, models }) => {
      const test = (model === undefined ? models[0] : models.find((each) => each.name === model))?.test;
      return test === undefined ? [] : [[seed, test] as const];
    }),
  );
}

function shareOf(name: string, results: ReadonlyMap<string, RecordedRow>): RecordedShare | undefined {
  const [row, model] = name.split('/');
  const recorded = results.get(row)?.models;
  const found = model === undefined ? recorded?.[0] : recorded?.find((each) => each.name === model);
  return found?.parts['test']?.accuracy;
}
