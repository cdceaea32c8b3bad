export { type Catalogue, catalogueOf, type ParamsOf } from './catalogue.js';
export { checked, checkedBy } from './check.js';
export {
  type Breach,
  type Definition,
  type DefinitionSource,
  defineComponent,
  type Fields,
  type Filled,
  type Spec,
} from './definition.js';
export { explainIssues } from './explain.js';
export { count, interval, share, wholeNumber } from './fields.js';
export type { Finding } from './finding.js';
export { type Path, partAt, pathText } from './path.js';
export {
  defineTransform,
  type TransformCatalogue,
  type TransformDefinition,
  transformCatalogue,
} from './transforms.js';
export { shownValue } from './words.js';
