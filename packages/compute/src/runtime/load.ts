import { SelvedgeError } from '@selvedge/data';
import type { OnnxRuntime } from './onnx-runtime.js';

/** Which build of ONNX Runtime computes: the native one (`onnxruntime-node`) or the WASM one (`onnxruntime-web`). */
export type RuntimeName = 'node' | 'web';

/** A loaded ONNX Runtime. */
export interface Runtime {
  readonly name: RuntimeName;
  readonly ort: OnnxRuntime;
}

/** Environment variable that says which runtime to load; an option in code goes before it. */
export const RUNTIME_VARIABLE = 'SELVEDGE_RUNTIME';

// Worker threads of `spawnWorker` share the environment, so the line appears once per process.
const SAID_VARIABLE = 'SELVEDGE_RUNTIME_SAID';

const loaded = new Map<RuntimeName, Promise<Runtime>>();

/**
 * Loads ONNX Runtime: the native build, or where that is not installed or has no binary for this machine, the WASM
 * build, which runs the same graphs more slowly; then one line on stderr says so. Both are optional peers: whoever
 * computes with them installs one.
 *
 * @param wanted - default: the environment variable `SELVEDGE_RUNTIME`, else whichever works
 * @throws SelvedgeError `invalid-argument` for another name; `unsupported` when the wanted build, or without a wish
 * neither, can be loaded
 */
export async function loadRuntime(wanted?: RuntimeName): Promise<Runtime> {
  const name = wanted ?? process.env[RUNTIME_VARIABLE];
  if (name === 'node' || name === 'web') return load(name);
  if (name !== undefined && name !== '')
    throw unknownRuntime(wanted === undefined ? RUNTIME_VARIABLE : 'runtime', name);
  try {
    return await load('node');
  } catch (native) {
    const web = await load('web').catch((portable: unknown) => {
      throw noRuntime(native, portable);
    });
    sayOnce(native);
    return web;
  }
}

function load(name: RuntimeName): Promise<Runtime> {
  const before = loaded.get(name);
  if (before) return before;
  const loading = (name === 'node' ? loadNode() : loadWeb()).catch((cause: unknown) => {
    throw cannotLoad(name, cause);
  });
  loaded.set(name, loading);
  return loading;
}

async function loadNode(): Promise<Runtime> {
  const module = await import('onnxruntime-node');
  return { name: 'node', ort: (module.default ?? module) as unknown as OnnxRuntime };
}

async function loadWeb(): Promise<Runtime> {
  const { env, InferenceSession, Tensor } = await import('onnxruntime-web');
  env.wasm.numThreads = 1; // its own threads outlive the session; parallel work comes from our worker pool
  env.logLevel = 'error';
  return { name: 'web', ort: { env, InferenceSession, Tensor } as unknown as OnnxRuntime };
}

function sayOnce(cause: unknown): void {
  if (process.env[SAID_VARIABLE] !== undefined) return;
  process.env[SAID_VARIABLE] = '1';
  process.stderr.write(
    `selvedge: computing with ONNX Runtime's WASM build (slower), because onnxruntime-node cannot be loaded: ${reasonOf(cause)}\n`,
  );
}

const unknownRuntime = (what: string, name: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${what}: got '${name}'; need 'node' or 'web', or leave it unset to take whichever works.`,
  );

/** The lines to write, each with what it brings. */
const INSTALL: Readonly<Record<RuntimeName, string>> = {
  node: '`npm install onnxruntime-node` (native, fast)',
  web: '`npm install onnxruntime-web` (WebAssembly, runs everywhere)',
};

const cannotLoad = (name: RuntimeName, cause: unknown): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `loadRuntime: onnxruntime-${name} cannot be loaded on this machine. ` +
      (name === 'node' ? `Use ${INSTALL.node}, or set ${RUNTIME_VARIABLE}=web.` : `Use ${INSTALL.web}.`),
    { cause },
  );

const noRuntime = (native: unknown, portable: unknown): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    'loadRuntime: nearest neighbours, logistic regression by L-BFGS and networks compute with ONNX Runtime, and neither ' +
      `of its builds can be loaded. Use ${INSTALL.node} or ${INSTALL.web}. ` +
      `onnxruntime-node: ${reasonOf(native)}; onnxruntime-web: ${reasonOf(portable)}`,
    { cause: portable },
  );

/** What the runtime's own loading said, on one line. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error))
    .split('\n', 1)[0]
    .slice(0, 120);
