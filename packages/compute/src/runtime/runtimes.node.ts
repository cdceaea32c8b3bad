import type { OnnxRuntime, Runtime } from './onnx-runtime.js';

/**
 * Builds since 1.30 keep an identifier of the device and a database in the user's cache folder, a log in the folder of temporary
 * files, and send usage to Microsoft, unless this variable is set.
 */
const NO_TELEMETRY = 'ORT_DISABLE_TELEMETRY';

/** Loads the native build. */
export const loadNative: (() => Promise<Runtime>) | undefined = async () => {
  // eslint-disable-next-line selvedge/no-environment-writes -- ONNX Runtime reads nothing else; set for all alike
  process.env[NO_TELEMETRY] ??= '1';
  const module = await import('onnxruntime-node');
  return { name: 'node', ort: (module.default ?? module) as unknown as OnnxRuntime };
};

/** Loads the WebAssembly build. */
export async function loadWeb(): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
  env.wasm.numThreads = 1; // its own threads outlive the session; parallel work comes from our worker pool
  env.logLevel = 'error';
  return { name: 'web', ort: { env, InferenceSession, Tensor } as unknown as OnnxRuntime };
}
