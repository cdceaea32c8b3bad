export { Cache, type Files, type Lookup } from './cache/cache.js';
export { canonicalJson } from './cache/canonical-json.js';
export { removeCheckpointDir } from './cache/checkpoint-directory.js';
export type { CachedFile, CacheEntry } from './cache/entry.js';
export {
  collectGarbage,
  type Freed,
  type ListedEntry,
  listEntries,
  type Verified,
  verifyEntries,
} from './cache/garbage-collection.js';
export { isAlive } from './cache/is-alive.js';
export type { Executor, StepRecord } from './executors/executor.js';
export { InProcessExecutor, type InProcessOptions } from './executors/in-process.js';
export {
  type ProcessJob,
  type ProcessOptions,
  runInProcesses,
  type WorkerMessage,
} from './executors/worker-processes.js';
export { type Holder, thisHolder } from './lease/holder.js';
export { Lease, readLease } from './lease/lease.js';
export { type CodeVersions, codeVersions } from './plan/code-version.js';
export {
  type Batch,
  type Codec,
  type Identity,
  type Node,
  type NodeParts,
  node,
  type StepContext,
  withInputs,
} from './plan/node.js';
export type { OnStepEvent, StepEvent } from './progress/events.js';
