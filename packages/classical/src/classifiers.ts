import { type ClassifierCatalogue, classifierCatalogue } from '@selvedge/component';
import type { Classifier, FittedClassifier, SavedState } from '@selvedge/data';
import { gradientBoosting } from './boosting/definition.js';
import { nearestCentroid } from './centroid/definition.js';
import { dummy } from './dummy/definition.js';
import { extraTrees, randomForest } from './forest/definition.js';
import { knn } from './knn/definition.js';
import { logisticRegression } from './logistic/definition.js';
import { gaussianNaiveBayes } from './naive-bayes/definition.js';
import type { ClassicalSpec } from './specs.generated.js';
import { decisionTree } from './tree/definition.js';

/** Every model of this package. */
export const classifiers: ClassifierCatalogue = classifierCatalogue({ typeName: 'ClassicalSpec', form: 'params' }, [
  knn,
  logisticRegression,
  decisionTree,
  randomForest,
  extraTrees,
  gradientBoosting,
  nearestCentroid,
  gaussianNaiveBayes,
  dummy,
]);

/**
 * Makes the classifier that a specification names.
 *
 * @throws SelvedgeError `invalid-argument` for an unknown kind or parameter
 */
export const createClassifier = (spec: ClassicalSpec): Classifier => classifiers.create(spec);

/**
 * Reads a model that `FittedClassifier.save` made.
 *
 * @throws SelvedgeError `unsupported` for a format or version that this release does not know; `corrupt-file`
 */
export const loadClassifier = (saved: SavedState): FittedClassifier => classifiers.load(saved);
