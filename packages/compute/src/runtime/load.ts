import { SelvedgeError } from '@selvedge/data';
import { loadNative, loadWeb } from '#runtimes';
import { environmentVariable } from '../environment.js';
import { giveNotice } from '../workers/notice.js';
import type { Runtime, RuntimeName } from './onnx-runtime.js';

/** Environment variable that says which runtime to load; an option in code goes before it. */
export const RUNTIME_VARIABLE = 'SELVEDGE_RUNTIME';

// eslint-disable-next-line selvedge/no-shared-state -- a module, which a process loads once
const loaded = new Map<RuntimeName, Promise<Runtime>>();

/**
 * Loads ONNX Runtime: the native build, or where that is not installed or has no binary for this machine, the WASM
 * build, which runs the same graphs more slowly; then one line on stderr says so. In browsers it is the only one. Both are optional peers: whoever
 * computes with them installs one.
 *
 * @param wanted - default: the environment variable `SELVEDGE_RUNTIME`, else whichever works
 * @throws SelvedgeError `invalid-argument` for another name; `unsupported` when the wanted build, or without a wish
 * neither, can be loaded
 */
export async function loadRuntime(wanted?: RuntimeName): Promise<Runtime> {
  const name = wanted ?? environmentVariable(RUNTIME_VARIABLE);
  if (name === 'node' || name === 'web') return load(name);
  if (name !== undefined) throw unknownRuntime(wanted === undefined ? RUNTIME_VARIABLE : 'runtime', name);
  if (loadNative === undefined) return load('web');
  try {
    return await load('node');
  } catch (native) {
    const web = await load('web').catch((portable: unknown) => {
      throw noRuntime(native, portable);
    });
    giveNotice(
      `computing with ONNX Runtime's WASM build (slower), because onnxruntime-node cannot be loaded: ${reasonOf(native)}`,
    );
    return web;
  }
}

function load(name: RuntimeName): Promise<Runtime> {
  const before = loaded.get(name);
  if (before) return before;
  const loading = (name === 'node' ? native() : loadWeb()).catch((cause: unknown) => {
    throw cannotLoad(name, cause);
  });
  loaded.set(name, loading);
  return loading;
}

async function native(): Promise<Runtime> {
  if (loadNative === undefined) throw new Error('browsers run WebAssembly alone');
  return loadNative();
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

/** The error of the runtime's own loading, on one line. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error))
    .split('\n', 1)[0]
    .slice(0, 120);
