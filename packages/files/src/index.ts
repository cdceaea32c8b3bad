export { readBytes } from './read-bytes.js';
export { sha256 } from './sha256.js';
export { WholeFile } from './whole-file.js';
export { writeWhole } from './write-whole.js';
