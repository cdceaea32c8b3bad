// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { isQuick, localWorker } from './workers/local.js';
export { nextTurn } from './workers/next-turn.js';
export { checkThreads, createLocalPool, createWorkerPool, defaultThreads } from './workers/pool.js';
export { serveWorker } from './workers/serve.js';
export { isShared, shareArray, sharedBuffer, shareMatrix } from './workers/shared.js';
export { spawnWorker } from './workers/spawn.js';
export { Worker } from './workers/worker.js';
