export { checkDuplicates, type FoldsCheck } from './audit/check-duplicates.js';
export { checkFittedOn } from './audit/check-fitted-on.js';
export { checkFolds, checkJudgedOnce } from './audit/check-folds.js';
export { countCopies } from './audit/count-copies.js';
export { duplicateGroups } from './audit/duplicate-groups.js';
export { probeStateLeak } from './audit/state-leak.js';
export { TestSetGuard } from './audit/test-set-guard.js';
export { type TestSetAccess, TestSetRecord, type TestSetUse } from './audit/test-set-record.js';
export {
  type CompareClassifiersOptions,
  compareClassifiers,
  type NamedClassifier,
} from './cross-validation/compare-classifiers.js';
export { type CrossValidateOptions, type CrossValidation, crossValidate } from './cross-validation/cross-validate.js';
export {
  type NestedCrossValidation,
  type NestedOptions,
  nestedCrossValidate,
} from './cross-validation/nested-cross-validate.js';
export { outOfFoldPredictions } from './cross-validation/out-of-fold-predictions.js';
export { type LearningCurve, type LearningCurveOptions, learningCurve } from './curves/learning-curve.js';
export { selectBest } from './curves/select-best.js';
export { type ValidationCurve, type ValidationCurveOptions, validationCurve } from './curves/validation-curve.js';
export type { MakeClassifier } from './fitting/make-classifier.js';
export type { ResampleOptions } from './fitting/resample-options.js';
export type { Fold } from './folds/fold.js';
export { type FoldSource, type FoldsSpec, makeFolds } from './folds/folds.js';
export type { Folds } from './folds/folds-for.js';
export { testToTrain } from './folds/test-to-train.js';
export type { Plan, PlannedFit } from './plans/plan.js';
export { planCrossValidation } from './plans/plan-cross-validation.js';
export { planLearningCurve } from './plans/plan-learning-curve.js';
export { type GridSearchOptions, gridSearch } from './search/grid-search.js';
export { type HalvingSearchOptions, halvingSearch } from './search/halving-search.js';
export { nextStep } from './search/next-step.js';
export { planTrials, trialLabel } from './search/plan-trials.js';
export { type RandomSearchOptions, randomSearch } from './search/random-search.js';
export { bestOf, type Score } from './search/rank.js';
export { runSearch } from './search/run-search.js';
export type { SearchResult } from './search/search-classifier.js';
export type { Draw, SearchSpec, Values } from './search/search-spec.js';
