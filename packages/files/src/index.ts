export { fileError, isSystemError, writeError } from './file-error.js';
export { flushFolder, renameFlushed, writeFlushed } from './flush.js';
export { partName, removeAbandoned } from './part-name.js';
export { readBytes } from './read-bytes.js';
export { sha256 } from './sha256.js';
export { WholeFile } from './whole-file.js';
export { copyWhole, writeWhole } from './write-whole.js';
