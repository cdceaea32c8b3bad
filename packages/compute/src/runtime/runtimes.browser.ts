import type { OnnxRuntime, Runtime } from './onnx-runtime.js';

/** There is no native build in a browser; nothing of it may be in a bundle for one. */
export const loadNative: (() => Promise<Runtime>) | undefined = undefined;

/** Loads the WebAssembly build, without the parts for GPUs, which are larger than the rest. */
export async function loadWeb(): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web/wasm');
  env.wasm.numThreads = 1; // as in Node: parallel work comes from our worker pool
  env.logLevel = 'error';
  return { name: 'web', ort: { env, InferenceSession, Tensor } as unknown as OnnxRuntime };
}
