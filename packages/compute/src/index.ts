export { prepareRows } from './neighbors/prepare.js';
export { searchNeighbors } from './neighbors/search.js';
export { onnxModel } from './onnx/model.js';
export { int64Tensor, tensor } from './onnx/tensor.js';
export { loadRuntime } from './runtime/load.js';
export { openSession } from './runtime/session.js';
