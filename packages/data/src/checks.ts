// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export {
  checkColumns,
  checkFinite,
  checkHeldOutRows,
  checkLabelled,
  checkNumbers,
  checkPredictionRows,
  checkRowParts,
  checkTwoClasses,
} from './check-rows.js';
export { countEqual } from './classifier.js';
export { checkLabels } from './dataset.js';
export { refuseLabelsApart } from './labels-apart.js';
export { checkSize } from './matrix.js';
export { checkFitOptions, checkPredictOptions, checkScoreOptions } from './model-options.js';
export { type FieldGuesses, onlyBooleans, onlyFields } from './only-fields.js';
export { checkSampleWeight, refuseSampleWeight } from './sample-weight.js';
