// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export type { Catalogue } from './catalogue.js';
export { checkedParams, classifierCatalogue } from './classifiers.js';
export { shorthandCatalogue } from './shorthand.js';
export { transformCatalogue } from './transforms.js';
