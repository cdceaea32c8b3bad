export {
  type ExportableNetwork,
  type ExportedScaling,
  type ExportOnnxOptions,
  exportOnnx,
} from './export-onnx.js';
export { type OnnxEngineOptions, onnxEngine } from './onnx-engine.js';
