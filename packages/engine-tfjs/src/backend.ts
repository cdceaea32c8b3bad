import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import { registerMissingKernels } from './missing-kernels.js';
import type { TensorFlow } from './tensorflow.js';

/** A backend that is ready, in words. */
export interface Backend {
  readonly tf: TensorFlow;
  readonly description: string;
}

/** Best first. The first two bring TensorFlow's own library; the others need tfjs-core, tfjs-layers and a backend. */
const NATIVE = [
  { name: '@tensorflow/tfjs-node-gpu', words: 'TensorFlow with CUDA' },
  { name: '@tensorflow/tfjs-node', words: 'TensorFlow on the CPU' },
] as const;
const PORTABLE = [
  { name: '@tensorflow/tfjs-backend-wasm', backend: 'wasm', words: 'WASM backend' },
  { name: '@tensorflow/tfjs-backend-cpu', backend: 'cpu', words: 'JavaScript backend, very slow' },
] as const;

/** Chooses one of them, for instance on a machine without a GPU. */
const CHOICE = 'SELVEDGE_TFJS';

/**
 * Loads the fastest backend of TensorFlow.js that is installed, or the one that the environment variable
 * `SELVEDGE_TFJS` names (`tfjs-node-gpu`, `tfjs-node`, `wasm` or `cpu`).
 *
 * @throws SelvedgeError `unsupported` when none is installed
 */
export async function loadBackend(): Promise<Backend> {
  const wanted = process.env[CHOICE];
  const isWanted = (name: string): boolean => wanted === undefined || wanted === '' || name.endsWith(wanted);
  for (const { name, words } of NATIVE) {
    const tf = isWanted(name) ? await importIfThere(name) : undefined;
    if (tf !== undefined) return { tf, description: `${name}, ${words}` };
  }
  const tf = await importIfThere('@tensorflow/tfjs-core');
  // In Node it is the layers package that registers the gradients of all operations, in a table that all share.
  if (tf !== undefined && (await importIfThere('@tensorflow/tfjs-layers')) !== undefined) {
    for (const { name, backend, words } of PORTABLE) {
      if (!isWanted(backend) || (await importIfThere(name)) === undefined) continue;
      if (!(await tf.setBackend(backend))) continue;
      await tf.ready();
      registerMissingKernels(tf, backend);
      return {
        tf,
        description: `tfjs ${tf.version_core}, ${words}; install @tensorflow/tfjs-node or -node-gpu for a faster one`,
      };
    }
  }
  throw new SelvedgeError(
    'unsupported',
    `engine tfjs: found no ${wanted ? `backend '${wanted}'` : 'backend'} of TensorFlow.js; need @tensorflow/tfjs-node-gpu, @tensorflow/tfjs-node, or @tensorflow/tfjs-core, @tensorflow/tfjs-layers and @tensorflow/tfjs-backend-wasm or -cpu. Install one, or use engine onnx.`,
  );
}

/** Looked for here and in the folder that the process was started in, as an optional peer is. */
async function importIfThere(name: string): Promise<TensorFlow | undefined> {
  for (const from of [import.meta.url, pathToFileURL(`${process.cwd()}/package.json`)]) {
    let path: string;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      continue; // not installed here
    }
    const module = (await import(pathToFileURL(path).href)) as TensorFlow & { readonly default?: TensorFlow };
    return module.default ?? module;
  }
  return undefined;
}
