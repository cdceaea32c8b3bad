#!/usr/bin/env node
// npm links this file, which is always there. A file of dist would get no link in a clone that is not built yet, and no
// execute bit from the compiler.
import { existsSync } from 'node:fs';

const main = new URL('../dist/cli/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('error selvedge is not built yet; run `npm run build` first');
  process.exitCode = 1;
}
