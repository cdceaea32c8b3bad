// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { fileError, ifThere, isSystemError, writeError } from './file-error.js';
export { flushFolder, renameFlushed, writeFlushed } from './flush.js';
export { makeFolder, makeFolderSync } from './make-folder.js';
export { isPartOf, partName, removeAbandoned, removeAbandonedIn } from './part-name.js';
export { copyWhole } from './write-whole.js';
