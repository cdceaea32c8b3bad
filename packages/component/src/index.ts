export { type Catalogue, catalogueOf } from './catalogue.js';
export { checked, checkedBy } from './check.js';
export {
  type ClassifierCatalogue,
  type ClassifierDefinition,
  checkedParams,
  classifierCatalogue,
  defineClassifier,
  defineParams,
  type SharedFit,
  type SpecOf,
} from './classifiers.js';
export { withCurrentNames } from './current-names.js';
export {
  type Breach,
  type Definition,
  type DefinitionSource,
  defineComponent,
  defineObject,
  type Fields,
  type Filled,
  type ObjectDefinition,
  type Spec,
} from './definition.js';
export { explainIssues } from './explain.js';
export { count, defaultOf, interval, partialShare, share, wholeNumber } from './fields.js';
export { formerly, formerWords, kindOf } from './former-names.js';
export { advised, guessedAs, guessedWords } from './guessed-names.js';
export { nameField } from './name-field.js';
export { type Path, partAt, pathText } from './path.js';
export { type ShorthandCatalogue, shorthandCatalogue } from './shorthand.js';
export {
  defineTransform,
  type TransformCatalogue,
  type TransformDefinition,
  transformCatalogue,
} from './transforms.js';
