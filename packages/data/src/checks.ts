// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { bytesOf } from './bytes-of.js';
export { cellName, largestOfRow } from './cell-name.js';
export { checkResult } from './check-result.js';
export { checkRng } from './check-rng.js';
export {
  checkFeatures,
  checkFinite,
  checkHeldOutRows,
  checkLabelled,
  checkNumbers,
  checkRowParts,
  checkSquares,
  checkTrainingRows,
  checkTwoClasses,
  LARGEST_SQUARED,
  predictionRows,
  rowsOfFit,
} from './check-rows.js';
export { areClassNames } from './class-names.js';
export { classOfLabel, isBooleanName, isNumberName, lookalike, numberKey } from './class-of-label.js';
export { countEqual } from './classifier.js';
export { cores } from './cores.js';
export { checkLabels, featuresOf, formOfRows } from './dataset.js';
export { messageOf, throwIfAborted, unfitData, unreachable } from './errors.js';
export { checkFiniteTensors, checkFiniteValues } from './finite-tensors.js';
export { frozenCopy, frozenList } from './frozen.js';
export {
  answerGuesses,
  CLASSIFIER_GUESSES,
  FITTED_CLASSIFIER_GUESSES,
  FITTED_TRANSFORM_GUESSES,
  hasMethod,
  TRANSFORM_GUESSES,
} from './guessed-members.js';
export { heldOutInForm, inFormOf } from './in-form-of.js';
export { refuseLabelsApart } from './labels-apart.js';
export { manyClasses } from './many-classes.js';
export { checkSize, withForm } from './matrix.js';
export { checkFitOptions, checkPredictOptions, checkScoreOptions, checkTransformOptions } from './model-options.js';
export { type FieldGuesses, onlyBooleans, onlyFields, refuseOptions, shown } from './only-fields.js';
export { onlyFunctions, onlyValues } from './only-values.js';
export { respelled } from './respelled.js';
export { formOf, formOfSaved } from './row-form.js';
export { checkSampleWeight, refuseSampleWeight } from './sample-weight.js';
export { isShape, numbersIn } from './shape.js';
export { shapedRowsOf } from './shaped-rows-of.js';
export { isStored, type RowStore, StoredRows } from './stored-rows.js';
