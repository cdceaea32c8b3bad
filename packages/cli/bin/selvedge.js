#!/usr/bin/env node
// npm links this file, which is always there. A file of dist would get no link in a clone that is not built yet, and no
// execute bit from the compiler.
import { existsSync } from 'node:fs';

const built = new URL('../dist/index.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv);
} else {
  console.error('error selvedge is not built yet; run `npm run build` first');
  process.exitCode = 1;
}
