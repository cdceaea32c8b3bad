// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { ExportableNetwork, ExportedScaling, ExportOnnxOptions } from './export-onnx.js';
export type { OnnxEngineOptions } from './onnx-engine.js';
