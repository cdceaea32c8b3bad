export { instantiateKernels, type Kernels, MemoryPlan } from './kernels/instantiate.js';
export type { WebAssemblyMemory } from './kernels/web-assembly.js';
export { openSag, type Sag, type SagProblem } from './linear/sag.js';
export { type Metric, type PreparedRows, type PrepareOptions, prepareRows } from './neighbors/prepare.js';
export { type SearchOptions, searchNeighbors } from './neighbors/search.js';
export type { Neighbors } from './neighbors/search-block.js';
export { type OnnxAttribute, type OnnxGraph, type OnnxNode, type OnnxValue, onnxModel } from './onnx/model.js';
export { ProtobufWriter } from './onnx/protobuf.js';
export {
  int64Tensor,
  type RuntimeTensor,
  scalarTensor,
  type TensorArray,
  type TensorType,
  tensor,
} from './onnx/tensor.js';
export { openPatches, type Patches, type PatchProblem } from './patches/patches.js';
export { supportsDirectOutputs } from './runtime/direct-outputs.js';
export { loadRuntime } from './runtime/load.js';
export type { Runtime, RuntimeName } from './runtime/onnx-runtime.js';
export { openSession, type Session, type SessionOptions, type Tensors } from './runtime/session.js';
export { nextTurn } from './workers/next-turn.js';
export { checkThreads, createWorkerPool, defaultThreads, type PoolOptions, type WorkerPool } from './workers/pool.js';
export { serveWorker, type WorkerContext, type WorkerMethods } from './workers/serve.js';
export { isShared, type SharableArray, shareArray, sharedBuffer, shareMatrix } from './workers/shared.js';
export { type CallOptions, type StartWorker, spawnWorker, type WorkerClient } from './workers/spawn.js';
export type { WorkerSettings, WorkerThread } from './workers/thread.js';
export { Worker } from './workers/worker.js';
