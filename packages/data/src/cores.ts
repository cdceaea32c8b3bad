/** The parts of Node and of browsers that tell; a file with their types would run in one of them alone. */
interface Platform {
  readonly process?: {
    getBuiltinModule?(name: 'node:os'): { availableParallelism(): number };
  };
  readonly navigator?: { readonly hardwareConcurrency?: number };
}

/** How many threads can run at the same time: processor cores that this process may use, 1 where the platform does not tell. */
export function cores(): number {
  const { process, navigator } = globalThis as Platform;
  // Not an import, so that bundlers for browsers need no condition to leave Node's module out.
  return process?.getBuiltinModule?.('node:os').availableParallelism() ?? navigator?.hardwareConcurrency ?? 1;
}
