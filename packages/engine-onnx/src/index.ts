export { exportOnnx } from './export-onnx.js';
export { type OnnxEngineOptions, onnxEngine } from './onnx-engine.js';
