export { catalogueOf } from './catalogue.js';
export { checked } from './check.js';
export {
  type ClassifierDefinition,
  defineClassifier,
  defineParams,
  type SpecOf,
} from './classifiers.js';
export { type Definition, defineComponent, defineObject, type Filled, type Spec } from './definition.js';
export { count, defaultOf, interval, partialShare, share, wholeNumber } from './fields.js';
export { formerly } from './former-names.js';
export { guessedAs } from './guessed-names.js';
export { defineTransform, type TransformDefinition } from './transforms.js';
