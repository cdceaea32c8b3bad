import { loadRuntime } from '@selvedge/compute/kernels';
import type { RuntimeName } from '@selvedge/compute/types';
import { defaultThreads } from '@selvedge/compute/workers';
import { SelvedgeError } from '@selvedge/data';
import { onlyFields, shown } from '@selvedge/data/checks';
import type { Engine } from '@selvedge/networks/engine';
import { blockedStorage, planBlocked } from './blocked/blocked-plan.js';
import { probeBlocked } from './blocked/probe.js';
import { compileOnnx } from './compiled-network.js';
import { standardStorage, storeParameters } from './parameter-storage.js';

export interface OnnxEngineOptions {
  /**
   * `blocked`: the runtime's internal convolution on blocked memory where this machine has it, else as `portable`:
   * ONNX's own operators alone. Default `blocked`.
   */
  readonly path?: 'blocked' | 'portable';
  /** Which build of the runtime; default: the native one where it can be loaded. */
  readonly runtime?: RuntimeName;
}

/** Computes with ONNX Runtime: a training step and a prediction are one graph each. */
export async function onnxEngine(options: OnnxEngineOptions = {}): Promise<Engine> {
  onlyFields('onnxEngine', options, ['path', 'runtime']);
  const { path = 'blocked', runtime } = options;
  if (path !== 'blocked' && path !== 'portable') {
    throw new SelvedgeError('invalid-argument', `onnxEngine: path is ${shown(path)}; need blocked or portable.`);
  }
  const { name, ort } = await loadRuntime(runtime);
  const block = path === 'blocked' && name === 'node' ? await probeBlocked() : undefined;
  // The WebAssembly build has no threads of its own; parallel work comes from our worker pool.
  const threadsOf = (wanted = defaultThreads()): number => (name === 'web' ? 1 : wanted);
  const way = block === undefined ? 'ordinary convolution' : `convolution in blocks of ${block}`;
  const describe = (threads: number): string =>
    `onnxruntime-${name} ${ort.env.versions.common}, ${way}, ${threads} thread${threads === 1 ? '' : 's'}`;
  return {
    name: 'onnx',
    description: describe(threadsOf()),
    async compile(network, options = {}) {
      const blocked = block === undefined ? undefined : planBlocked(network, block);
      const stored = storeParameters(network, blocked === undefined ? standardStorage : blockedStorage(blocked));
      const threads = threadsOf(options.threads);
      const compiled = compileOnnx(network, { stored, blocked, runtime: name }, { ...options, threads });
      return { ...compiled, description: describe(threads) };
    },
  };
}
