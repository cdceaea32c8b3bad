import { type Classifier, type LabelledRows, SelvedgeError } from '@selvedge/data';
import { compareFoldScores, type MetricName, metric } from '@selvedge/evaluate';
import type { ClassifierComparison } from '@selvedge/evaluate/types';
import { checkCall } from '../fitting/check-call.js';
import { executePlan } from '../fitting/execute-plan.js';
import type { MakeClassifier } from '../fitting/make-classifier.js';
import { checkResampleOptions, type ResampleOptions } from '../fitting/resample-options.js';
import { testToTrain } from '../folds/test-to-train.js';
import { planFolds } from '../plans/plan-cross-validation.js';
import { sourceOf } from '../plans/source-of.js';
import { definedScore } from './defined-score.js';

/** How to compare. */
export interface CompareClassifiersOptions extends ResampleOptions {
  /**
   * `corrected-resampled-t` over `folds` (default), or `5x2cv-f`, which makes its own folds: more careful and slower by
   * ten fits each.
   */
  readonly test?: 'corrected-resampled-t' | '5x2cv-f';
  /** Default `accuracy`. */
  readonly metric?: MetricName;
  /** Of the interval; default 0.95. */
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
  checkNamed(first, rows, second);
  checkCall('compareClassifiers', [first?.classifier, second?.classifier], rows, options);
  checkResampleOptions('compareClassifiers', options, ['test', 'metric', 'level']);
  const { test = 'corrected-resampled-t', level = 0.95 } = options;
  const by = metric(options.metric ?? 'accuracy');
  const folds = test === '5x2cv-f' ? { folds: { kind: 'repeated', repeats: 5, folds: 2 } as const } : {};
  const plan = planFolds(sourceOf(rows, options), { ...options, ...folds });
  const scoresOf = async ({ name, classifier }: NamedClassifier) => {
    const { fits } = await executePlan(classifier, rows, plan, options);
    return { name, scores: fits.map((fit) => definedScore('compareClassifiers', by.name, by.of(fit.test))) };
  };
  const ratio = testToTrain(plan.folds);
  return compareFoldScores(await scoresOf(first), await scoresOf(second), {
    metric: by,
    test,
    testToTrain: ratio,
    level,
  });
}

/** Classifiers alone, or a list of them, where each needs its name. */
function checkNamed(first: unknown, rows: unknown, second: unknown): void {
  const isNamed = (given: unknown) => (given as Partial<NamedClassifier> | null)?.classifier !== undefined;
  if (isNamed(first) && isNamed(second) && rows !== undefined) return;
  throw new SelvedgeError(
    'invalid-argument',
    'compareClassifiers: need two classifiers with their names, then rows. Write compareClassifiers(' +
      "{ name: 'knn', classifier: new Knn() }, { name: 'forest', classifier: new RandomForest() }, rows).",
  );
}
