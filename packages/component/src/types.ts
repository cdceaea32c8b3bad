// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { ParamsOf } from './catalogue.js';
export type { ContractCase } from './classifiers.js';
export type { Finding } from './finding.js';
export type { Migrate } from './former-names.js';
export type { MakerCatalogue, MakerDefinition } from './makers.js';
