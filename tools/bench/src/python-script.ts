import { fileURLToPath } from 'node:url';

/** The path of a script of the partner, which lies beside the sources and is not compiled. */
export function pythonScript(name: string): string {
  return fileURLToPath(new URL(`../src/${name}`, import.meta.url));
}
