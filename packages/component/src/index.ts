export { type Catalogue, catalogueOf } from './catalogue.js';
export { checked } from './check.js';
export {
  type ClassifierDefinition,
  checkedParams,
  classifierCatalogue,
  defineClassifier,
  defineParams,
  type SpecOf,
} from './classifiers.js';
export { type Definition, defineComponent, defineObject, type Filled, type Spec } from './definition.js';
export { count, defaultOf, interval, partialShare, share, wholeNumber } from './fields.js';
export { formerly } from './former-names.js';
export { guessedAs } from './guessed-names.js';
export { shorthandCatalogue } from './shorthand.js';
export { defineTransform, type TransformDefinition, transformCatalogue } from './transforms.js';
