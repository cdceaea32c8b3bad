export { checkFittedOn, checkFolds, duplicateGroups, type FoldsCheck } from './audit/check-folds.js';
export { type TestScore, TestVault, type VaultOpening, type VaultRecord } from './audit/test-set-guard.js';
export {
  type CompareClassifiersOptions,
  compareClassifiers,
  type NamedClassifier,
} from './cross-validation/compare-classifiers.js';
export {
  type CrossValidateOptions,
  type CrossValidation,
  crossValidate,
  type FoldScores,
  outOfFoldPredictions,
} from './cross-validation/cross-validate.js';
export {
  type Candidate,
  type NestedCrossValidation,
  type NestedFold,
  type NestedOptions,
  nestedCrossValidate,
} from './cross-validation/nested-cross-validate.js';
export {
  type LearningCurve,
  type LearningCurveOptions,
  type LearningCurvePoint,
  learningCurve,
} from './curves/learning-curve.js';
export {
  choose,
  type ValidationChoice,
  type ValidationCurve,
  type ValidationCurveOptions,
  type ValidationCurvePoint,
  validationCurve,
} from './curves/validation-curve.js';
export type { FoldOptions } from './fitting/fit-folds.js';
export type { MakeClassifier } from './fitting/make-classifier.js';
export { type Fold, type FoldSource, type FoldsSpec, makeFolds } from './folds/folds.js';
