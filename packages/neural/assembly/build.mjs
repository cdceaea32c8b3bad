// Compiles assembly/optimizer.ts and writes it as base64 into src/optimizers/optimizer.wasm.ts, so that the package needs
// no file access and no bundler plug-in to load it. `--check` compares instead of writing.
//
//   node packages/neural/assembly/build.mjs [--check]
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
const written = new URL('../src/optimizers/optimizer.wasm.ts', import.meta.url);
const OPTIONS = ['-O3', '--runtime', 'stub', '--importMemory', '--enable', 'simd', '--noAssert'];

let binary;
const { error, stderr } = await asc.main(['optimizer.ts', '--outFile', 'optimizer.wasm', ...OPTIONS], {
  readFile: (path, base) => readFile(`${base === '.' ? here : base}/${path}`, 'utf8').catch(() => null),
  writeFile: (_, contents) => {
    binary = Buffer.from(contents);
  },
});
if (error) throw new Error(`${error.message}\n${stderr}`);

const text = `// Compiled from assembly/optimizer.ts by assembly/build.mjs. Do not edit.
// biome-ignore format: one line
export const optimizerWasm: string = '${binary.toString('base64')}';
`;
if (!process.argv.includes('--check')) {
  await writeFile(written, text);
} else if ((await readFile(written, 'utf8')) !== text) {
  console.error(
    'src/optimizers/optimizer.wasm.ts is not what assembly/optimizer.ts compiles to; run assembly/build.mjs',
  );
  process.exitCode = 1;
}
