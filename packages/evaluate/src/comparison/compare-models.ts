import { SelvedgeError } from '@selvedge/data';
import type { Predictions } from '../metrics/metric.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import { quantileOfSorted } from '../statistics/moments.js';
import type { BootstrapOptions } from '../uncertainty/bootstrap.js';
import type { Estimate, Interval } from '../uncertainty/interval.js';
import { wilsonInterval } from '../uncertainty/wilson-interval.js';
import { holm } from './holm.js';
import { type McNemarTest, mcnemar } from './mcnemar.js';
import { bootstrapDifference, type PairedBootstrap, pairedBootstrap } from './paired-bootstrap.js';
import { verdictSentence } from './sentence.js';

/** A model to compare: its name and what it said about the common rows. */
export interface NamedPredictions extends Predictions {
  readonly name: string;
}

/** Two models held against each other. Plain JSON. */
export interface PairComparison {
  readonly first: string;
  readonly second: string;
  /** First minus second, with the paired bootstrap's interval. */
  readonly difference: Estimate;
  /** Of McNemar's test for accuracy, of the paired bootstrap for other metrics. */
  readonly pValue: number;
  /** Holm's correction over all pairs of this comparison. */
  readonly adjustedPValue: number;
  readonly mcnemar?: McNemarTest;
  readonly winner: 'first' | 'second' | 'tie';
  /** The result in plain words. */
  readonly sentence: string;
}

/** One model's place. Plain JSON. */
export interface RankedModel {
  readonly name: string;
  readonly estimate: Estimate;
  /** 1 is best; a model not distinguishable from the best also has rank 1. */
  readonly rank: number;
  readonly tiedWithBest: boolean;
}

/** Several models on the same rows. Plain JSON. */
export interface ModelComparison {
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  readonly rows: number;
  readonly level: number;
  /** Best first. */
  readonly ranking: readonly RankedModel[];
  /** Every pair, in the order of the ranking. */
  readonly pairs: readonly PairComparison[];
  /** The result in plain words. */
  readonly sentence: string;
}

/** How to compare. */
export interface CompareOptions extends BootstrapOptions {
  /** Default `accuracy`. */
  readonly metric?: MetricName;
}

/**
 * Compares two or more models on the same rows: differences with paired-bootstrap intervals, tests corrected for the
 * number of pairs (Holm), and a ranking in which models within noise of the best are tied with it.
 *
 * @param models - at least two, names different, all with the same `truth`
 * @throws SelvedgeError `shape-mismatch` when rows differ; `invalid-argument` for fewer than two models or equal names
 */
export function compareModels(models: readonly NamedPredictions[], options: CompareOptions = {}): ModelComparison {
  checkNames(models.map(({ name }) => name));
  const { level = 0.95 } = options;
  const { name, better } = metric(options.metric ?? 'accuracy');
  const boot = pairedBootstrap(name as MetricName, models, options);
  const sign = better === 'higher' ? 1 : -1;
  const order = models.map((_, at) => at).sort((a, b) => sign * (boot.values[b] - boot.values[a]));

  const tested = order.flatMap((first, place) =>
    order.slice(place + 1).map((second) => testPair(models, boot, first, second, level)),
  );
  const adjusted = holm(tested.map(({ pValue }) => pValue));
  const pairs = tested.map((pair, at): PairComparison => {
    const { value, interval } = pair.difference;
    const significant = adjusted[at] < 1 - level;
    const winner = !significant ? 'tie' : sign * value > 0 ? 'first' : 'second';
    const note = pairNote(adjusted[at], tested.length);
    const said = {
      first: pair.first,
      second: pair.second,
      metric: name,
      difference: value,
      interval,
      winner,
      note,
    } as const;
    return { ...pair, adjustedPValue: adjusted[at], winner, sentence: verdictSentence(said) };
  });

  const best = models[order[0]].name;
  const tied = new Set(pairs.filter((pair) => pair.first === best && pair.winner === 'tie').map((pair) => pair.second));
  const ranking = order.map((at, place): RankedModel => {
    const tiedWithBest = place === 0 || tied.has(models[at].name);
    const interval = ownInterval(models[at], boot, at, level);
    return {
      name: models[at].name,
      estimate: { value: boot.values[at], interval },
      rank: tiedWithBest ? 1 : place + 1,
      tiedWithBest,
    };
  });
  return {
    metric: name,
    better,
    rows: models[0].truth.length,
    level,
    ranking,
    pairs,
    sentence: summary(ranking, pairs),
  };
}

function testPair(
  models: readonly NamedPredictions[],
  boot: PairedBootstrap,
  first: number,
  second: number,
  level: number,
): Omit<PairComparison, 'adjustedPValue' | 'winner' | 'sentence'> {
  const { value, interval, pValue } = bootstrapDifference(boot, first, second, level);
  const names = { first: models[first].name, second: models[second].name, difference: { value, interval } };
  if (boot.metric !== 'accuracy') return { ...names, pValue };
  const test = mcnemar(models[first].truth, models[first].predicted, models[second].predicted);
  return { ...names, pValue: test.pValue, mcnemar: test };
}

function ownInterval(model: NamedPredictions, boot: PairedBootstrap, at: number, level: number): Interval {
  const rows = model.truth.length;
  if (boot.metric === 'accuracy') return wilsonInterval(Math.round(boot.values[at] * rows), rows, { level });
  const sorted = boot.resampled[at].filter((value) => !Number.isNaN(value)).sort();
  const [low, high] = [0.5 - level / 2, 0.5 + level / 2].map((share) => quantileOfSorted(sorted, share));
  return { low, high, level, method: 'bootstrap' };
}

function summary(ranking: readonly RankedModel[], pairs: readonly PairComparison[]): string {
  const tied = ranking.filter(({ tiedWithBest }) => tiedWithBest).map(({ name }) => name);
  if (tied.length === 1) return pairs[0].sentence; // best against second best, the hardest to beat
  if (ranking.length === 2) return pairs[0].sentence;
  const list = `${tied.slice(0, -1).join(', ')} and ${tied.at(-1)}`;
  const rest = ranking.length - tied.length;
  return `${list} are not distinguishable at the top${rest > 0 ? `; the other ${rest} ${rest === 1 ? 'is' : 'are'} worse` : ''}.`;
}

function pairNote(adjusted: number, pairs: number): string {
  const p = adjusted < 0.001 ? 'p < 0.001' : `p = ${adjusted.toFixed(3)}`;
  return pairs === 1 ? p : `${p} after correction for ${pairs} comparisons`;
}

function checkNames(names: readonly string[]): void {
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (names.length >= 2 && repeated === undefined) return;
  throw new SelvedgeError(
    'invalid-argument',
    `compareModels: got ${names.length} models${repeated === undefined ? '' : `, '${repeated}' more than once`}; need at least two with different names.`,
  );
}
