#!/usr/bin/env node
// npm links this file, which is always there. A file of dist would get no link in a clone that is not built yet, and no
// execute bit from the compiler.
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

module.enableCompileCache?.(); // Node.js 22.8 and later keep what they compiled, in the folder for temporary files

const built = new URL('../dist/node/index.js', import.meta.url);
const isClone = existsSync(new URL('../src', import.meta.url));
const stale = isClone
  ? (await import('./stale-packages.js')).stalePackages(fileURLToPath(new URL('../..', import.meta.url)))
  : [];
if (existsSync(built) && stale.length === 0) {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv);
} else {
  const what = stale.length > 0 ? `packages/${stale.join(', packages/')}: compiled, but` : 'selvedge is';
  console.error(`error ${what} not built yet; run \`npm run build\` first`);
  process.exitCode = 1;
}
