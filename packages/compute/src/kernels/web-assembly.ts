/** The part of the platform's WebAssembly that kernels use. TypeScript declares it in its DOM library only. */
export interface WebAssemblyMemory {
  /** Replaced by a new one when the memory grows. */
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

interface WebAssemblyPlatform {
  readonly Memory: new (limits: { initial: number; maximum: number }) => WebAssemblyMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Record<string, Record<string, unknown>>,
  ) => { readonly exports: unknown };
}

export const webAssembly: WebAssemblyPlatform = (globalThis as unknown as { WebAssembly: WebAssemblyPlatform })
  .WebAssembly;
