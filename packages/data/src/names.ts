// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { type NameCatalogue, type NamedDefinition, nameCatalogue } from './name-catalogue.js';
