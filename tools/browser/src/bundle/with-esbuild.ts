import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildResult, build } from 'esbuild';
import { workerModules } from './packages.js';

/**
 * Bundles a page as the guide tells users of esbuild: worker modules are entry points, and ONNX Runtime's files lie
 * beside the bundle.
 *
 * @param page - the page's module
 * @param folder - where the bundle goes
 */
export async function bundleWithEsbuild(page: string, folder: string): Promise<void> {
  await build({
    entryPoints: [page, ...(await workerModules())],
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    outdir: folder,
    logLevel: 'error',
  });
  const runtime = dirname(fileURLToPath(import.meta.resolve('onnxruntime-web')));
  for (const name of RUNTIME_FILES) await copyFile(join(runtime, name), join(folder, basename(name)));
}

const RUNTIME_FILES = ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.mjs'];

/**
 * Bundles one module in memory.
 *
 * @param code - for instance `import { accuracy } from '@selvedge/evaluate'; accuracy()`
 * @returns the minified bytes
 */
export async function bundledBytes(code: string): Promise<number> {
  const { outputFiles }: BuildResult<{ write: false }> = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.reduce((bytes, { contents }) => bytes + contents.length, 0);
}
