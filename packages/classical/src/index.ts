// Every model's class, by its name; what it fits and its parameters are types of types.ts.
export * from './classes.generated.js';
export { classifiers, createClassifier, loadClassifier } from './classifiers.js';
export { loadDummy } from './dummy/dummy.js';
export { createFeatures, features, loadFeatures } from './features/features.js';
export { FittedKMeans, loadKMeans } from './k-means/fitted.js';
export { KMeans } from './k-means/k-means.js';
export type { ClassicalSpec, FeatureSpec } from './specs.generated.js';
export { chooseThreshold } from './threshold/choose-threshold.js';
