import { createRequire } from 'node:module';
import { onnxEngine } from '@selvedge/engine-onnx';
import { tfjsEngine } from '@selvedge/engine-tfjs';
import type { Engine } from '@selvedge/networks/engine';
import { referenceEngine } from '@selvedge/networks/testing';

/** An engine as users can have it. The backend of TensorFlow.js is the variable SELVEDGE_TFJS of the process. */
export interface NamedEngine {
  readonly name: string;
  readonly tfjs?: string;
  open(): Promise<Engine>;
}

/** The native library is there where somebody has built or installed it. */
const native: readonly NamedEngine[] = isInstalled('@tensorflow/tfjs-node')
  ? [{ name: 'tfjs, native', tfjs: 'tfjs-node', open: () => tfjsEngine() }]
  : [];

export const ENGINES: readonly NamedEngine[] = [
  { name: 'float64 of ours', open: () => Promise.resolve(referenceEngine) },
  { name: 'onnx, blocked', open: () => onnxEngine({ path: 'blocked' }) },
  { name: 'onnx, plain', open: () => onnxEngine({ path: 'portable' }) },
  { name: 'onnx, web', open: () => onnxEngine({ runtime: 'web' }) },
  { name: 'tfjs, wasm', tfjs: 'wasm', open: () => tfjsEngine() },
  { name: 'tfjs, js', tfjs: 'cpu', open: () => tfjsEngine() },
  ...native,
];

function isInstalled(name: string): boolean {
  try {
    return createRequire(import.meta.url).resolve(name) !== '';
  } catch {
    return false;
  }
}
