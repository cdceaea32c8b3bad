import type { EngineName } from '../session/session.js';

/** ONNX Runtime has a build for every platform (WASM where there is no binary), so `auto` is `onnx`. */
export const chosenEngine = (engine: EngineName | 'auto'): EngineName => (engine === 'auto' ? 'onnx' : engine);
