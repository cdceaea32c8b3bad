import { SelvedgeError } from '@selvedge/data';
import { type WebAssemblyMemory, webAssembly } from './web-assembly.js';

/** A compiled kernel module with memory that grows as it is needed. */
export interface Kernels<E> {
  readonly exports: E;
  readonly memory: WebAssemblyMemory;
  /** Lower addresses belong to the compiler's own tables. */
  readonly heapBase: number;
}

/**
 * Instantiates one of the base64 modules of this folder, with its own memory.
 *
 * @typeParam E - the functions that the module's AssemblyScript source exports
 */
export function instantiateKernels<E extends object>(base64: string): Kernels<E> {
  const memory = new webAssembly.Memory({ initial: 1, maximum: 65536 });
  const module = new webAssembly.Module(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  const instance = new webAssembly.Instance(module, { env: { memory } });
  const exports = instance.exports as E & { heapBase(): number };
  return { exports, memory, heapBase: exports.heapBase() };
}

/**
 * Hands out neighbouring places of a memory, each at an address that is a multiple of 64. Views made before memory
 * has grown are dead, so all places are named first and the views made afterwards.
 */
export class MemoryPlan {
  readonly #memory: WebAssemblyMemory;
  #end: number;

  constructor({ memory, heapBase }: Kernels<object>) {
    this.#memory = memory;
    this.#end = Math.ceil(heapBase / 64) * 64;
  }

  /** @returns the address of that many bytes */
  place(bytes: number): number {
    const at = this.#end;
    this.#end = Math.ceil((at + bytes) / 64) * 64;
    return at;
  }

  /**
   * Grows the memory to hold every place.
   *
   * @throws SelvedgeError `unsupported` beyond the 4 GiB that WebAssembly can address
   */
  apply(): void {
    const missing = this.#end + 64 - this.#memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      this.#memory.grow(Math.ceil(missing / 65536));
    } catch (cause) {
      const size = `${Math.ceil(this.#end / 2 ** 20)} MiB`;
      throw new SelvedgeError('unsupported', `kernels: cannot get ${size} of memory; use fewer rows at a time.`, {
        cause,
      });
    }
  }
}
