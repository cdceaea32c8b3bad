import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const PACKAGES = resolve(import.meta.dirname, '../../../../packages');

/** Every entry point that runs in browsers. */
export const ENTRIES = [
  '@selvedge/data',
  '@selvedge/compute',
  '@selvedge/preprocess',
  '@selvedge/evaluate',
  '@selvedge/classical',
  '@selvedge/networks',
  '@selvedge/engine-onnx',
  '@selvedge/neural',
] as const;

/** The worker modules of these packages, which esbuild wants to be named. */
export async function workerModules(): Promise<string[]> {
  const found: string[] = [];
  for (const entry of ENTRIES) {
    const folder = join(PACKAGES, entry.replace('@selvedge/', ''), 'dist');
    for (const file of await readdir(folder, { recursive: true })) {
      if (file.endsWith('.worker.js')) found.push(join(folder, file));
    }
  }
  return found;
}
