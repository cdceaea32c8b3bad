export { prepareRows } from './neighbors/prepare.js';
export { searchNeighbors } from './neighbors/search.js';
export { onnxModel } from './onnx/model.js';
export { tensor } from './onnx/tensor.js';
export { openSession } from './runtime/session.js';
