import { instantiateKernels, MemoryPlan } from '@selvedge/compute/kernels';
import type { NoiseKey } from '@selvedge/networks/engine';
import { dropoutWasm } from './dropout.wasm.js';

/** What assembly/dropout.ts exports. */
interface Exports {
  dropout(out: number, count: number, high: number, low: number, threshold: number, kept: number): void;
}

/** The factors of one dropout node, drawn at every step into the same memory. */
export interface DropoutMask {
  readonly values: Float32Array;
  /** Writes what `fillDropoutMask` writes, bit for bit, in a fraction of its time. */
  draw(key: NoiseKey, rate: number): void;
}

/** What the kernel writes at once. */
const BYTES_AT_ONCE = 64;

/** One mask per length. */
export function createDropoutMasks(lengths: readonly number[]): DropoutMask[] {
  const kernels = instantiateKernels<Exports>(dropoutWasm);
  const plan = new MemoryPlan(kernels);
  const places = lengths.map((length) => plan.place(Math.ceil((length * 4) / BYTES_AT_ONCE) * BYTES_AT_ONCE));
  plan.apply();
  return lengths.map((length, at) => ({
    values: new Float32Array(kernels.memory.buffer, places[at], length),
    draw([high, low], rate) {
      kernels.exports.dropout(places[at], length, high, low, Math.round(rate * 0x1000000), 1 / (1 - rate));
    },
  }));
}
