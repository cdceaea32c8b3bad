// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { fittedWithTransforms, loadPrepared, PREPARED_FORMAT } from './transforms/with-transforms.js';
