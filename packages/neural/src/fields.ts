// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { neuralFields } from './classifier/neural-fields.js';
export { trainObject } from './training/train-spec.js';
