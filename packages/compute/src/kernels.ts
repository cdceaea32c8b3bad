// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { instantiateKernels, type Kernels, MemoryPlan } from './kernels/instantiate.js';
export { byteSquares } from './linear/byte-squares.js';
export { type DenseProducts, openDenseProducts } from './linear/dense-products.js';
export { type Eigenvectors, eigenvectors } from './linear/eigenvectors.js';
export { openSag, type SagProblem } from './linear/sag.js';
export { ProtobufWriter } from './onnx/protobuf.js';
export { int64Tensor } from './onnx/tensor.js';
export { openPatches, type Patches } from './patches/patches.js';
export { supportsDirectOutputs } from './runtime/direct-outputs.js';
export { loadRuntime } from './runtime/load.js';
