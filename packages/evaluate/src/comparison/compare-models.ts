import { SelvedgeError } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';
import type { Metric, Predictions } from '../metrics/metric.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { metric } from '../metrics/metrics.js';
import type { MetricName } from '../specs.generated.js';
import type { BootstrapOptions } from '../uncertainty/bootstrap.js';
import { checkLevel } from '../uncertainty/check-level.js';
import type { Estimate, Interval } from '../uncertainty/interval.js';
import { scoreInterval } from '../uncertainty/score-interval.js';
import { wilsonInterval } from '../uncertainty/wilson-interval.js';
import { holm, holmLevels } from './holm.js';
import type { McNemarTest } from './mcnemar.js';
import { type PairedBootstrap, pairedBootstrap } from './paired-bootstrap.js';
import { verdictSentence } from './sentence.js';
import { testPair } from './test-pair.js';

/** A model to compare: its name and its predictions of the common rows. */
export interface NamedPredictions extends Predictions {
  readonly name: string;
}

/** Two models held against each other. Plain JSON. */
export interface PairComparison {
  readonly first: string;
  readonly second: string;
  /**
   * First minus second. The interval is corrected for the other pairs as the test is: it holds 0 just where there is no
   * winner. Of accuracy and error rate it is Tango's.
   */
  readonly difference: Estimate;
  /**
   * Of McNemar's test for accuracy and error rate; for other metrics of random swaps where at most 100 rows differ, and
   * of the difference in standard errors of the paired bootstrap where more do.
   */
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
  readonly metric?: MetricName | Metric;
}

/**
 * Compares two or more models on the same rows: differences with paired-bootstrap intervals, tests corrected for the
 * number of pairs (Holm), and a ranking in which models within noise of the best are tied with it.
 *
 * @param models - at least two, names different, all with the same `truth`
 * @throws SelvedgeError `shape-mismatch` when rows differ; `invalid-argument` for fewer than two models, equal names, or
 * a metric that is undefined for a model's rows (ROC-AUC where all are of one class)
 */
export function compareModels(models: readonly NamedPredictions[], options: CompareOptions = {}): ModelComparison {
  checkMetricOptions('compareModels', options, ['metric', 'level', 'resamples', 'seed']);
  checkNames(models.map(({ name }) => name));
  const { level = 0.95, resamples = 1000, seed = 0 } = options;
  checkLevel('compareModels', level);
  const scored = metric(options.metric ?? 'accuracy');
  const { name, better } = scored;
  const boot = pairedBootstrap(scored, models, { resamples, seed });
  const without = boot.values.findIndex((value) => Number.isNaN(value));
  if (without >= 0) throw undefinedMetric(name, models[without].name, 'these');
  const sign = better === 'higher' ? 1 : -1;
  const order = models.map((_, at) => at).sort((a, b) => sign * (boot.values[b] - boot.values[a]));

  const tested = order.flatMap((first, place) =>
    order.slice(place + 1).map((second) => testPair(models, boot, { first, second }, scored, seed)),
  );
  const pValues = tested.map(({ pValue }) => pValue);
  const adjusted = holm(pValues);
  const levels = holmLevels(pValues, level);
  const pairs = tested.map(({ difference: value, intervalAt, ...pair }, at): PairComparison => {
    const interval = { ...intervalAt(levels[at]), level };
    const winner = adjusted[at] >= 1 - level ? 'tie' : sign * value > 0 ? 'first' : 'second';
    const note = pairNote(adjusted[at], tested.length);
    const { first, second } = pair;
    const sentence = verdictSentence({ first, second, metric: name, difference: value, interval, winner, note });
    return { ...pair, difference: { value, interval }, adjustedPValue: adjusted[at], winner, sentence };
  });

  const best = models[order[0]].name;
  const tied = new Set(pairs.filter((pair) => pair.first === best && pair.winner === 'tie').map((pair) => pair.second));
  const ranking = order.map((at, place): RankedModel => {
    const tiedWithBest = place === 0 || tied.has(models[at].name);
    const interval = ownInterval(models[at], boot, at, scored, level);
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

function ownInterval(
  model: NamedPredictions,
  boot: PairedBootstrap,
  at: number,
  scored: Metric,
  level: number,
): Interval {
  const rows = model.truth.length;
  const value = boot.values[at];
  if (boot.metric === 'accuracy') return wilsonInterval(Math.round(value * rows), rows, { level });
  const defined = boot.resampled[at].filter((resample) => !Number.isNaN(resample));
  if (defined.length < boot.resampled[at].length / 2)
    throw undefinedMetric(boot.metric, model.name, 'most resamples of its');
  return scoreInterval(scored, model, value, defined, level);
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

const undefinedMetric = (metric: string, model: string, rows: string): SelvedgeError =>
  unfitData(
    `compareModels: ${metric} of '${model}' is undefined for ${rows} rows; models are compared by numbers. Take more rows, rows of every class, or another metric, for instance accuracy.`,
  );

function checkNames(names: readonly string[]): void {
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (names.length >= 2 && repeated === undefined) return;
  throw new SelvedgeError(
    'invalid-argument',
    `compareModels: got ${names.length} models${repeated === undefined ? '' : `, '${repeated}' more than once`}; need at least two with different names.`,
  );
}
