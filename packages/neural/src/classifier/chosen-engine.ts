import { SelvedgeError } from '@selvedge/data';
import type { EngineName } from '../session/session.js';

/** ONNX Runtime has a build for every platform (WASM where there is no binary), so `auto` is `onnx`. */
export const chosenEngine = (engine: EngineName | 'auto'): EngineName => (engine === 'auto' ? 'onnx' : engine);

/**
 * Threads that a model names are part of its identity, and TensorFlow.js has no way to set them.
 *
 * @throws SelvedgeError `unsupported`
 */
export function checkEngineThreads({ engine, threads }: { engine: EngineName | 'auto'; threads?: number }): void {
  if (threads === undefined || chosenEngine(engine) !== 'tfjs') return;
  throw new SelvedgeError(
    'unsupported',
    `NeuralClassifier: threads is ${threads}, which engine tfjs cannot set: TensorFlow.js has one thread, and tfjs-node as many as the variable TF_NUM_INTRAOP_THREADS says when the process starts. Leave threads out, or use engine: 'onnx'.`,
  );
}
