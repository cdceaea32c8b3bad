// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { WebAssemblyMemory } from './kernels/web-assembly.js';
export type { Sag } from './linear/sag.js';
export type { Metric, PreparedRows, PrepareOptions } from './neighbors/prepare.js';
export type { SearchOptions } from './neighbors/search.js';
export type { Neighbors } from './neighbors/search-block.js';
export type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxValue } from './onnx/model.js';
export type { RuntimeTensor, TensorArray, TensorType } from './onnx/tensor.js';
export type { PatchProblem } from './patches/patches.js';
export type { Runtime, RuntimeName } from './runtime/onnx-runtime.js';
export type { Session, SessionOptions, Tensors } from './runtime/session.js';
export type { PoolOptions, WorkerPool } from './workers/pool.js';
export type { WorkerContext, WorkerMethods } from './workers/serve.js';
export type { SharableArray } from './workers/shared.js';
export type { CallOptions, StartWorker, WorkerClient } from './workers/spawn.js';
export type { WorkerSettings, WorkerThread } from './workers/thread.js';
