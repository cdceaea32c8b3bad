// Compiles AssemblyScript kernels and writes them as base64 beside the code that calls them, so that a package needs
// no file access and no bundler plug-in to load them. `--check` compares instead of writing.
//
//   node tools/assembly/build.mjs [--check] [compute|neural|engine-onnx|classical ...]
import { readFile, writeFile } from 'node:fs/promises';
import asc from 'assemblyscript/asc';

/** Sources packages/<package>/assembly/<kernel>.ts, and the folder of src that holds what they compile to. */
const KERNELS = [
  { package: 'compute', kernel: 'distances', folder: 'kernels' },
  { package: 'compute', kernel: 'patches', folder: 'kernels' },
  { package: 'compute', kernel: 'sag', folder: 'kernels' },
  { package: 'neural', kernel: 'optimizer', folder: 'optimizers' },
  { package: 'engine-onnx', kernel: 'dropout', folder: 'random' },
  { package: 'classical', kernel: 'trees', folder: 'tree' },
];
const OPTIONS = ['-O3', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--enable', 'bulk-memory'];

const wanted = process.argv.slice(2).filter((argument) => argument !== '--check');
let stale = 0;
for (const { package: name, kernel, folder } of KERNELS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const root = new URL(`../../packages/${name}/`, import.meta.url);
  const written = new URL(`src/${folder}/${kernel}.wasm.ts`, root);
  const text = `// Compiled from assembly/${kernel}.ts by tools/assembly/build.mjs. Do not edit.
// biome-ignore format: one line
export const ${kernel}Wasm: string = '${(await compile(root, kernel)).toString('base64')}';
`;
  if (!process.argv.includes('--check')) await writeFile(written, text);
  else if ((await readFile(written, 'utf8')) !== text) {
    stale++;
    console.error(`packages/${name}/src/${folder}/${kernel}.wasm.ts is not what assembly/${kernel}.ts compiles to;`);
    console.error('run node tools/assembly/build.mjs');
  }
}
process.exitCode = stale === 0 ? 0 : 1;

async function compile(root, kernel) {
  let binary;
  const sources = new URL('assembly/', root);
  const { error, stderr } = await asc.main([`${kernel}.ts`, '--outFile', `${kernel}.wasm`, ...OPTIONS, '--noAssert'], {
    readFile: (path) => readFile(new URL(path, sources), 'utf8').catch(() => null),
    writeFile: (_, contents) => {
      binary = Buffer.from(contents);
    },
  });
  if (error) throw new Error(`${kernel}: ${error.message}\n${stderr}`);
  return binary;
}
