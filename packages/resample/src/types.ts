// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { FoldsCheck } from './audit/check-duplicates.js';
export type { TestSetAccess, TestSetUse } from './audit/test-set-record.js';
export type { CompareClassifiersOptions, NamedClassifier } from './cross-validation/compare-classifiers.js';
export type { CrossValidateOptions, CrossValidation } from './cross-validation/cross-validate.js';
export type { NestedCrossValidation, NestedOptions } from './cross-validation/nested-cross-validate.js';
export type { LearningCurve, LearningCurveOptions } from './curves/learning-curve.js';
export type { ValidationCurve, ValidationCurveOptions } from './curves/validation-curve.js';
export type { MakeClassifier } from './fitting/make-classifier.js';
export type { ResampleOptions } from './fitting/resample-options.js';
export type { Fold } from './folds/fold.js';
export type { FoldSource, FoldsSpec } from './folds/folds.js';
export type { Folds } from './folds/folds-for.js';
export type { Plan, PlannedFit } from './plans/plan.js';
export type { AshaSearchOptions } from './search/asha-search.js';
export type { GridSearchOptions } from './search/grid-search.js';
export type { HalvingSearchOptions } from './search/halving-search.js';
export type { RandomSearchOptions } from './search/random-search.js';
export type { Score } from './search/rank.js';
export type { SearchResult } from './search/search-classifier.js';
export type { Draw, SearchSpec, Values } from './search/search-spec.js';
export type { TpeSearchOptions } from './search/tpe-search.js';
