export { type Check, CheckFailure, type CheckReport, runChecks } from './check.js';
export { checkClassifier, classifierChecks } from './check-classifier.js';
export type { ClassifierCheckOptions } from './classifier-check-options.js';
export { contractCases } from './contract-cases.js';
export { type JsonSchema, valuesOf } from './values-of-schema.js';
