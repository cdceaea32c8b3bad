// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { Files, Lookup } from './cache/cache.js';
export type { CachedFile } from './cache/entry.js';
export type { Freed, ListedEntry, Verified } from './cache/garbage-collection.js';
export type { InProcessOptions } from './executors/in-process.js';
export type { ProcessOptions } from './executors/worker-processes.js';
export type { Batch, NodeParts } from './plan/node.js';
