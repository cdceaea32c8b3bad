// Compiles the AssemblyScript kernels and writes them as base64 into src/kernels/*.wasm.ts, so that the package needs
// no file access and no bundler plug-in to load them. `--check` compares instead of writing.
//
//   node packages/compute/assembly/build.mjs [--check]
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
const KERNELS = ['distances', 'patches', 'sag'];

let stale = 0;
for (const name of KERNELS) {
  const written = new URL(`../src/kernels/${name}.wasm.ts`, import.meta.url);
  const text = `// Compiled from assembly/${name}.ts by assembly/build.mjs. Do not edit.\n// biome-ignore format: one line\nexport const ${name}Wasm: string = '${(await compile(name)).toString('base64')}';\n`;
  if (!process.argv.includes('--check')) await writeFile(written, text);
  else if ((await readFile(written, 'utf8')) !== text) {
    stale++;
    console.error(`src/kernels/${name}.wasm.ts is not what assembly/${name}.ts compiles to; run assembly/build.mjs`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;

async function compile(name) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      `${name}.ts`,
      '--outFile',
      `${name}.wasm`,
      '-O3',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
      '--enable',
      'bulk-memory',
      '--noAssert',
    ],
    {
      readFile: (path, base) => readFile(`${base === '.' ? here : base}/${path}`, 'utf8').catch(() => null),
      writeFile: (_, contents) => {
        binary = Buffer.from(contents);
      },
    },
  );
  if (error) throw new Error(`${name}: ${error.message}\n${stderr}`);
  return binary;
}
