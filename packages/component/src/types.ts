// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { ParamsOf } from './catalogue.js';
export type { ClassifierCatalogue, ContractCase, SharedFit } from './classifiers.js';
export type { Breach, DefinitionSource, Fields, ObjectDefinition } from './definition.js';
export type { Finding } from './finding.js';
export type { Migrate } from './former-names.js';
export type { MakerCatalogue, MakerDefinition } from './makers.js';
export type { Path } from './path.js';
export type { ShorthandCatalogue } from './shorthand.js';
export type { TransformCatalogue } from './transforms.js';
