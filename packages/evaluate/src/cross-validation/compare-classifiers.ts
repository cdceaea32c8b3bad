import type { Classifier, LabelledRows } from '@selvedge/data';
import { correctedResampledT, type FoldComparison, fiveByTwo } from '../comparison/compare-folds.js';
import { verdictSentence } from '../comparison/sentence.js';
import { type MetricName, metric } from '../metrics/metric.js';
import { mean } from '../statistics/moments.js';
import { type FoldOptions, fitFolds } from './fit-folds.js';
import type { MakeClassifier } from './make-classifier.js';

/** Two ways to fit a model, compared over folds. Plain JSON. */
export interface ClassifierComparison extends FoldComparison {
  readonly metric: string;
  readonly first: { readonly name: string; readonly scores: readonly number[] };
  readonly second: { readonly name: string; readonly scores: readonly number[] };
  readonly winner: 'first' | 'second' | 'tie';
  /** The result in plain words. */
  readonly sentence: string;
}

/** How to compare. */
export interface CompareClassifiersOptions extends FoldOptions {
  /**
   * `corrected-resampled-t` over `folds` (default), or `5x2cv-f`, which makes its own folds: more careful and slower by
   * ten fits each.
   */
  readonly test?: 'corrected-resampled-t' | '5x2cv-f';
  readonly metric?: MetricName;
  readonly level?: number;
}

/** A classifier with the name to call it by. */
export interface NamedClassifier {
  readonly name: string;
  readonly classifier: Classifier | MakeClassifier;
}

/**
 * Compares two classifiers over the same folds: does the one learn better than the other from data like these?
 * (`compareModels` asks the other question: is this fitted model better than that one on these rows?)
 *
 * @throws SelvedgeError as `crossValidate`
 */
export async function compareClassifiers(
  first: NamedClassifier,
  second: NamedClassifier,
  rows: LabelledRows,
  options: CompareClassifiersOptions = {},
): Promise<ClassifierComparison> {
  const { test = 'corrected-resampled-t', level = 0.95 } = options;
  const { name, better, of } = metric(options.metric ?? 'accuracy');
  const shared: FoldOptions =
    test === '5x2cv-f' ? { ...options, folds: { kind: 'repeated', repeats: 5, folds: 2 } } : options;
  const [a, b] = [await fitFolds(first.classifier, rows, shared), await fitFolds(second.classifier, rows, shared)];
  const scores = [a, b].map(({ results }) => results.map((result) => of(result.test)));
  const differences = scores[0].map((score, fold) => score - scores[1][fold]);
  const ratio = mean(a.results.map((result) => result.test.truth.length / result.trainRows));
  const result =
    test === '5x2cv-f'
      ? fiveByTwo(inPairs(differences), { level })
      : correctedResampledT(differences, ratio, { level });
  const { value, interval } = result.difference;
  const ahead = (better === 'higher' ? value : -value) > 0 ? 'first' : 'second';
  const winner = result.pValue < 1 - level ? ahead : 'tie';
  const note = `p = ${result.pValue.toFixed(3)}, ${differences.length} folds`;
  const said = {
    first: first.name,
    second: second.name,
    metric: name,
    difference: value,
    interval,
    winner,
    note,
  } as const;
  return {
    ...result,
    metric: name,
    first: { name: first.name, scores: scores[0] },
    second: { name: second.name, scores: scores[1] },
    winner,
    sentence: verdictSentence(said),
  };
}

const inPairs = (values: readonly number[]): [number, number][] =>
  Array.from({ length: values.length / 2 }, (_, at) => [values[2 * at], values[2 * at + 1]]);
