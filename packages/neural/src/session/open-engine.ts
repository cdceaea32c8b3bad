import { unreachable } from '@selvedge/data';
import type { Engine } from '../engine.js';
import type { EngineName } from './session.js';

/** Loads an engine; only the one that is used, since each brings a large library. */
export async function openEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'onnx': {
      const { onnxEngine } = await import('../onnx/onnx-engine.js');
      return onnxEngine();
    }
    case 'tfjs': {
      const { tfjsEngine } = await import('../tfjs/tfjs-engine.js');
      return tfjsEngine();
    }
    default:
      return unreachable(name);
  }
}
