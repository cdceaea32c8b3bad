export { fileOf } from './catalogue.js';
export { studiesPlugin } from './plugin.js';
