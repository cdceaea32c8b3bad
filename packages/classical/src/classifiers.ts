import { classifierCatalogue } from '@selvedge/component/catalogues';
import type { ClassifierCatalogue } from '@selvedge/component/types';
import type { Classifier, FittedClassifier, SavedState } from '@selvedge/data';
import { baseModels } from './base-models.js';
import { EXPECTED_KINDS } from './expected-kinds.js';
import type { ClassicalSpec } from './specs.generated.js';
import { stacking } from './stacking/definition.js';
import { tunedThreshold } from './threshold/definition.js';
import { voting } from './voting/definition.js';

/** Every model of this package. */
export const classifiers: ClassifierCatalogue = classifierCatalogue(
  { typeName: 'ClassicalSpec', form: 'params', advice: EXPECTED_KINDS },
  [...baseModels.definitions, voting, stacking, tunedThreshold],
);

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
