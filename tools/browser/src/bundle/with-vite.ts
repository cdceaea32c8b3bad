import { dirname } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a page as the guide tells users of Vite, which finds worker modules and ONNX Runtime's files by itself.
 *
 * @param page - the page's module
 * @param folder - where the bundle goes
 */
export async function bundleWithVite(page: string, folder: string): Promise<void> {
  await build({
    configFile: false,
    root: dirname(page),
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: { input: page, output: { entryFileNames: '[name].js' } },
    },
  });
}
