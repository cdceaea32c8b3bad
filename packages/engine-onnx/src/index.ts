export { exportOnnx } from './export-onnx.js';
export { onnxEngine } from './onnx-engine.js';
