// Writes the interfaces of components, with their documentation, from the definitions. `--check` compares instead.
//
//   node tools/definitions/dist/write-command.js [--check] [package ...]
import { packagesWithDefinitions, staleSpecs, writeSpecs } from './specs.js';

const named = process.argv.slice(2).filter((argument) => argument !== '--check');
const packages = named.length > 0 ? named : packagesWithDefinitions();
if (!process.argv.includes('--check')) writeSpecs(packages);
else {
  const stale = staleSpecs(packages);
  for (const path of stale) process.stderr.write(`${path} is not what the definitions say\n`);
  if (stale.length > 0) process.stderr.write('run node tools/definitions/dist/write-command.js\n');
  process.exitCode = stale.length === 0 ? 0 : 1;
}
