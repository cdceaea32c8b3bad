import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import { registerMissingKernels } from './missing-kernels.js';
import { placeOf, prepareNative } from './native.js';
import type { TensorFlow } from './tensorflow.js';

/** A backend that is ready, in words. */
export interface Backend {
  readonly tf: TensorFlow;
  readonly description: string;
}

/** Best first. The first two bring TensorFlow's own library; the others need tfjs-core, tfjs-layers and a backend. */
const NATIVE = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'] as const;
const PORTABLE = [
  { name: '@tensorflow/tfjs-backend-wasm', backend: 'wasm', words: 'WASM backend' },
  { name: '@tensorflow/tfjs-backend-cpu', backend: 'cpu', words: 'JavaScript backend, very slow' },
] as const;

const BACKENDS: readonly string[] = [
  ...NATIVE.map((name) => name.replace('@tensorflow/', '')),
  ...PORTABLE.map(({ backend }) => backend),
];

/** Chooses one of them, for instance on a machine without a GPU. */
const CHOICE = 'SELVEDGE_TFJS';

/**
 * Loads the fastest backend of TensorFlow.js that is installed, or the one that the environment variable
 * `SELVEDGE_TFJS` names (`tfjs-node-gpu`, `tfjs-node`, `wasm` or `cpu`).
 *
 * A native one that is installed but cannot be loaded is passed over with one line on stderr.
 *
 * @throws SelvedgeError `unsupported` when none is installed, or the one that is named is unknown or cannot be loaded
 */
export async function loadBackend(): Promise<Backend> {
  const wanted = choice();
  const isWanted = (name: string): boolean =>
    wanted === undefined || name === wanted || name === `@tensorflow/${wanted}`;
  for (const name of NATIVE) {
    if (!isWanted(name)) continue;
    try {
      const tf = await importIfThere(name, prepareNative);
      if (tf === undefined) continue;
      await tf.ready();
      return { tf, description: `${name}, ${placeOf(tf)}` };
    } catch (cause) {
      if (wanted) throw unusable(name, cause);
      console.warn(`selvedge: ${reasonOf(name, cause)} Using the next backend.`);
    }
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

/** @throws SelvedgeError `unsupported` when the environment names a backend that does not exist */
function choice(): string | undefined {
  const wanted = process.env[CHOICE];
  if (wanted === undefined || wanted === '') return undefined;
  if (BACKENDS.includes(wanted)) return wanted;
  throw new SelvedgeError(
    'unsupported',
    `engine tfjs: ${CHOICE} is '${wanted}'; it can be ${BACKENDS.join(', ')}. Set one of them, or unset it for the fastest that is installed.`,
  );
}

const unusable = (name: string, cause: unknown): SelvedgeError =>
  new SelvedgeError('unsupported', `engine tfjs: ${reasonOf(name, cause)} Set ${CHOICE} to wasm, or unset it.`, {
    cause,
  });

const reasonOf = (name: string, cause: unknown): string =>
  `${name} is installed, but cannot be loaded (${messageOf(cause).split('\n', 1)[0]}); run npm rebuild ${name} --build-addon-from-source.`;

/**
 * Looked for here and in the folder that the process was started in, as an optional peer is.
 *
 * @param prepare - called when it is there, before it is loaded
 */
async function importIfThere(name: string, prepare?: (name: string) => void): Promise<TensorFlow | undefined> {
  for (const from of [import.meta.url, pathToFileURL(`${process.cwd()}/package.json`)]) {
    let path: string;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      continue; // not installed here
    }
    prepare?.(name);
    const module = (await import(pathToFileURL(path).href)) as TensorFlow & { readonly default?: TensorFlow };
    return module.default ?? module;
  }
  return undefined;
}
