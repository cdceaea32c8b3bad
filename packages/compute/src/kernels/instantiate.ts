import { type WebAssemblyMemory, webAssembly } from './web-assembly.js';

/** A compiled kernel module with memory that grows as it is needed. */
export interface Kernels<E> {
  readonly exports: E;
  readonly memory: WebAssemblyMemory;
}

/**
 * Instantiates one of the base64 modules of this folder, with its own memory.
 *
 * @typeParam E - the functions that the module's AssemblyScript source exports
 */
export function instantiateKernels<E>(base64: string): Kernels<E> {
  const memory = new webAssembly.Memory({ initial: 1, maximum: 65536 });
  const module = new webAssembly.Module(Buffer.from(base64, 'base64'));
  const instance = new webAssembly.Instance(module, { env: { memory } });
  return { exports: instance.exports as E, memory };
}

/**
 * Hands out neighbouring places of a memory, each at an address that is a multiple of 64. Views made before memory
 * has grown are dead, so all places are named first and the views made afterwards.
 */
export class MemoryPlan {
  #end = 64;

  /** @returns the address of that many bytes */
  place(bytes: number): number {
    const at = this.#end;
    this.#end = Math.ceil((at + bytes) / 64) * 64;
    return at;
  }

  /** Grows the memory to hold every place. */
  apply(memory: WebAssemblyMemory): void {
    const missing = this.#end + 64 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  }
}
