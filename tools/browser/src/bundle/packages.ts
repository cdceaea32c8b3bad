import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const PACKAGES = resolve(import.meta.dirname, '../../../../packages');

/** Every entry point that runs in browsers. */
export const ENTRIES = [
  '@selvedge/data',
  '@selvedge/component',
  '@selvedge/ingest/decode',
  '@selvedge/compute',
  '@selvedge/preprocess',
  '@selvedge/evaluate',
  '@selvedge/resample',
  '@selvedge/classical',
  '@selvedge/networks',
  '@selvedge/engine-onnx',
  '@selvedge/neural',
] as const;

/** The worker modules of these packages, which esbuild wants to be named. Those of ingest read files: Node's alone. */
export async function workerModules(): Promise<string[]> {
  const found: string[] = [];
  for (const entry of ENTRIES) {
    const [, name, path] = entry.split('/');
    if (path !== undefined) continue;
    const folder = join(PACKAGES, name, 'dist');
    for (const file of await readdir(folder, { recursive: true })) {
      // Those of dist/node are for Node.
      if (file.endsWith('.worker.js') && !/^node[\\/]/.test(file)) found.push(join(folder, file));
    }
  }
  return found;
}
