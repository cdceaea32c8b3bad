// Compiles AssemblyScript kernels and writes them as base64 beside the code that calls them, so that a package needs
// no file access and no bundler plug-in to load them. `--check` compares instead of writing.
//
//   node tools/assembly/dist/build-command.js [--check] [package ...]
import { packagesWithKernels, staleKernels, writeKernels } from './kernels.js';

const named = process.argv.slice(2).filter((argument) => argument !== '--check');
const packages = named.length > 0 ? named : await packagesWithKernels();
if (!process.argv.includes('--check')) await writeKernels(packages);
else {
  const stale = await staleKernels(packages);
  for (const path of stale) process.stderr.write(`${path} is not what its source compiles to\n`);
  if (stale.length > 0) process.stderr.write('run node tools/assembly/dist/build-command.js\n');
  process.exitCode = stale.length === 0 ? 0 : 1;
}
