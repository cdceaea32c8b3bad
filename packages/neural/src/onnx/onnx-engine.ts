import { defaultThreads, loadRuntime } from '@selvedge/compute';
import type { Engine } from '../engine.js';
import { compileOnnx, type StepPlan } from './compiled-network.js';
import { standardStorage, storeParameters } from './parameter-storage.js';

export interface OnnxEngineOptions {
  /**
   * `blocked`: the runtime's internal convolution on blocked memory, where this machine has it; `portable`: ONNX's
   * own operators alone. Default: blocked where the runtime passes the test at start-up.
   */
  readonly path?: 'blocked' | 'portable';
}

/** Computes with ONNX Runtime: a training step and a prediction are one graph each. */
export async function onnxEngine(options: OnnxEngineOptions = {}): Promise<Engine> {
  const runtime = await loadRuntime();
  void options;
  const threads = runtime.name === 'web' ? 1 : defaultThreads();
  return {
    name: 'onnx',
    description: `onnxruntime-${runtime.name} ${runtime.ort.env.versions.common}, ordinary operators, ${threads} threads`,
    async compile(network, compileOptions = {}) {
      const plan: StepPlan = { stored: storeParameters(network, standardStorage), blocked: false, block: 1 };
      return compileOnnx(network, plan, { threads, ...compileOptions });
    },
  };
}
