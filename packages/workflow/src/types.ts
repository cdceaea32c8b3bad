// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { CheckedFile, Files, Lookup } from './cache/cache.js';
export type { CachedFile, CacheEntry } from './cache/entry.js';
export type { Freed, ListedEntry, Verified } from './cache/garbage-collection.js';
export type { Executor, StepRecord } from './executors/executor.js';
export type { InProcessOptions } from './executors/in-process.js';
export type { AddJob, JobQueue, QueuedJob, QueueWork, WorkerNews } from './executors/job-queue.js';
export type { ProcessJob, ProcessOptions, WorkerMessage } from './executors/worker-processes.js';
export type { Holder } from './lease/holder.js';
export type { CodeVersions } from './plan/code-version.js';
export type { Batch, Codec, Identity, Node, NodeParts, StepContext } from './plan/node.js';
export type { OnStepEvent, StepEvent } from './progress/events.js';
export type { SigningKeys } from './signing/signing-keys.js';
export type { Address, Area } from './store/address.js';
export type { HttpStoreOptions } from './store/http-store.js';
export type { StoreOptions } from './store/open-store.js';
export type { PatienceOptions } from './store/patience.js';
export type { SharedOptions } from './store/shared-results.js';
export type { ByteStream, Content, Store, StoredBytes } from './store/store.js';
export type { ServedStore, ServeOptions } from './store-server/serve-store.js';
export type { Tokens } from './store-server/tokens.js';
