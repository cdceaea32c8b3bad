import util from 'node:util';
import type { TensorFlow } from './tensorflow.js';

/** What tfjs-node 4.22 calls, and Node took out in version 23. */
const REMOVED: Readonly<Record<string, (value: unknown) => boolean>> = {
  isArray: Array.isArray,
  isNullOrUndefined: (value) => value === null || value === undefined,
};

/** What must be in place before TensorFlow's own library is loaded. */
export function prepareNative(name: string): void {
  for (const [method, is] of Object.entries(REMOVED)) {
    if (!(method in util)) Object.assign(util, { [method]: is });
  }
  // TensorFlow otherwise takes the GPU's whole memory, also from a second process of the same study.
  // eslint-disable-next-line selvedge/no-environment-writes -- TensorFlow has no other way to say it; set for all alike
  if (name.endsWith('-gpu')) process.env[GROWTH] ??= 'true';
}

/** Read by TensorFlow when it first looks at a GPU. */
const GROWTH = 'TF_FORCE_GPU_ALLOW_GROWTH';

/** Where it computes: tfjs-node-gpu falls back to the CPU without a word. */
export function placeOf(tf: TensorFlow): string {
  const backend = tf.backend() as { readonly isUsingGpuDevice?: boolean };
  return backend.isUsingGpuDevice === true ? 'TensorFlow with CUDA' : 'TensorFlow on the CPU';
}
