export { type Check, CheckFailure, type CheckReport, runChecks } from './check.js';
export { type ClassifierCheckOptions, checkClassifier, classifierChecks } from './check-classifier.js';
