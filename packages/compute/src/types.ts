// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { WebAssemblyMemory } from './kernels/web-assembly.js';
export type { Sag } from './linear/sag.js';
export type { PrepareOptions } from './neighbors/prepare.js';
export type { TensorArray, TensorType } from './onnx/tensor.js';
export type { PatchProblem } from './patches/patches.js';
export type { PoolOptions } from './workers/pool.js';
export type { WorkerMethods } from './workers/serve.js';
export type { SharableArray } from './workers/shared.js';
export type { CallOptions, StartWorker } from './workers/spawn.js';
export type { WorkerSettings, WorkerThread } from './workers/thread.js';
