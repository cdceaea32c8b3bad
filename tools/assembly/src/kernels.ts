import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import asc from 'assemblyscript/asc';

const PACKAGES = resolve(import.meta.dirname, '../../../packages');
const OPTIONS = ['-O3', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--enable', 'bulk-memory'];

/**
 * Compiles the kernels of these packages and writes them beside the code that calls them. A package's kernels are its
 * files `src/.../<kernel>.wasm.ts`, compiled from `assembly/<kernel>.ts`; a new one begins as an empty file.
 */
export async function writeKernels(packages: readonly string[]): Promise<void> {
  for (const { path, text } of await compiled(packages)) await writeFile(path, text);
}

/** The written kernels of these packages that are not what their sources compile to. */
export async function staleKernels(packages: readonly string[]): Promise<string[]> {
  const stale: string[] = [];
  for (const { path, text } of await compiled(packages)) {
    if ((await readFile(path, 'utf8')) !== text) stale.push(path);
  }
  return stale;
}

async function compiled(packages: readonly string[]): Promise<{ path: string; text: string }[]> {
  const kernels: { path: string; text: string }[] = [];
  for (const name of packages) {
    const root = join(PACKAGES, name);
    for (const file of await readdir(join(root, 'src'), { recursive: true })) {
      if (!file.endsWith('.wasm.ts')) continue;
      const kernel = basename(file, '.wasm.ts');
      const base64 = (await compile(join(root, 'assembly'), kernel)).toString('base64');
      const text = `// Compiled from assembly/${kernel}.ts by tools/assembly. Do not edit.
// biome-ignore format: one line
export const ${kernel}Wasm: string = '${base64}';
`;
      kernels.push({ path: join(root, 'src', file), text });
    }
  }
  return kernels;
}

/** Names of the packages that have kernels. */
export async function packagesWithKernels(): Promise<string[]> {
  const names = await readdir(PACKAGES);
  const found = await Promise.all(names.map((name) => readdir(join(PACKAGES, name, 'assembly')).catch(() => [])));
  return names.filter((_, index) => (found[index]?.length ?? 0) > 0);
}

async function compile(sources: string, kernel: string): Promise<Buffer> {
  let binary = Buffer.alloc(0);
  const { error, stderr } = await asc.main([`${kernel}.ts`, '--outFile', `${kernel}.wasm`, ...OPTIONS, '--noAssert'], {
    readFile: (path) => readFile(join(sources, path), 'utf8').catch(() => null),
    writeFile: (_, contents) => {
      binary = Buffer.from(contents);
    },
  });
  if (error) throw new Error(`${kernel}: ${error.message}\n${stderr}`);
  return binary;
}
