import { onnxEngine } from '@selvedge/engine-onnx';
import { tfjsEngine } from '@selvedge/engine-tfjs';
import type { Engine } from '@selvedge/networks/engine';
import { referenceEngine } from '@selvedge/networks/testing';

/** An engine as users can have it. The backend of TensorFlow.js is the variable SELVEDGE_TFJS of the process. */
export interface NamedEngine {
  readonly name: string;
  readonly tfjs?: string;
  /** Where the process has to run, because the backend is installed there. */
  readonly cwd?: string;
  open(): Promise<Engine>;
}

/** The native library is compared where the variable, as in the target `engine-tfjs:native`, names a folder that has it. */
const PROJECT = process.env['SELVEDGE_TFJS_PROJECT'];
const native: readonly NamedEngine[] =
  PROJECT === undefined ? [] : [{ name: 'tfjs, native', tfjs: 'tfjs-node', cwd: PROJECT, open: () => tfjsEngine() }];

export const ENGINES: readonly NamedEngine[] = [
  { name: 'float64 of ours', open: () => Promise.resolve(referenceEngine) },
  { name: 'onnx, blocked', open: () => onnxEngine({ path: 'blocked' }) },
  { name: 'onnx, plain', open: () => onnxEngine({ path: 'portable' }) },
  { name: 'onnx, web', open: () => onnxEngine({ runtime: 'web' }) },
  { name: 'tfjs, wasm', tfjs: 'wasm', open: () => tfjsEngine() },
  { name: 'tfjs, js', tfjs: 'cpu', open: () => tfjsEngine() },
  ...native,
];
