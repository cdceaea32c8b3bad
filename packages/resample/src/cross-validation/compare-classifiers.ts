import type { Classifier, LabelledRows } from '@selvedge/data';
import { type ClassifierComparison, compareFoldScores, type MetricName, metric } from '@selvedge/evaluate';
import { type FoldOptions, fitFolds } from '../fitting/fit-folds.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import { testToTrain } from '../folds/test-to-train.js';

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
  const by = metric(options.metric ?? 'accuracy');
  const shared: FoldOptions =
    test === '5x2cv-f' ? { ...options, folds: { kind: 'repeated', repeats: 5, folds: 2 } } : options;
  const [a, b] = [await fitFolds(first.classifier, rows, shared), await fitFolds(second.classifier, rows, shared)];
  const [scoresA, scoresB] = [a, b].map(({ results }) => results.map((result) => by.of(result.test)));
  return compareFoldScores(
    { name: first.name, scores: scoresA },
    { name: second.name, scores: scoresB },
    { metric: by, test, testToTrain: testToTrain(a.folds), level },
  );
}
