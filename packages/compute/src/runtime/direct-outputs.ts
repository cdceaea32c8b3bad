import { onnxModel } from '../onnx/model.js';
import { tensor } from '../onnx/tensor.js';
import { loadRuntime } from './load.js';
import { openSession } from './session.js';

// eslint-disable-next-line selvedge/no-shared-state -- a property of the native runtime, which a process has once
let supported: Promise<boolean> | undefined;

/**
 * Whether graphs with `directOutputs` work here, found by running one. The native binding writes results into the
 * caller's arrays and then hands out copies in new ones: for the gradients of a large network that takes longer than
 * the optimiser. It has no option against it, but stops at a result that it cannot hand out. That is not documented
 * behaviour, so another version, and the WASM build, do without after this probe.
 */
export async function supportsDirectOutputs(): Promise<boolean> {
  if ((await loadRuntime()).name !== 'node') return false;
  supported ??= probe();
  return supported;
}

async function probe(): Promise<boolean> {
  const model = onnxModel({
    directOutputs: true,
    inputs: { x: { type: 'float32', shape: [2] } },
    outputs: { y: { type: 'float32', shape: [2] }, z: { type: 'float32', shape: [2] } },
    nodes: [
      { op: 'Neg', inputs: ['x'], outputs: ['y'] },
      { op: 'Add', inputs: ['x', 'x'], outputs: ['z'] },
    ],
  });
  try {
    const session = await openSession(model, { runtime: 'node', threads: 1 });
    const [y, z] = [new Float32Array(2), new Float32Array(2)];
    await session.run({ x: tensor(Float32Array.of(3, -5)) }, { y: tensor(y), z: tensor(z) });
    await session.close();
    return y[0] === -3 && y[1] === 5 && z[0] === 6 && z[1] === -10;
  } catch {
    return false;
  }
}
