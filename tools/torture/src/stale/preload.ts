// Loaded before the command (node --import): what it reads of its surroundings is changed, nothing is on disk.
//   TORTURE_VERSION    `ml-cart=9.9.9`: the version in a package's manifest
//   TORTURE_CODE       `packages/evaluate/dist/`: code below it has one byte more
//   TORTURE_PROCESSOR  instructions that the processor has besides
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { TORTURE_VERSION = '', TORTURE_CODE = '', TORTURE_PROCESSOR = '' } = process.env;
const [changed, version] = TORTURE_VERSION.split('=');
const original = fs.readFileSync as (path: unknown, options?: unknown) => string | Buffer;

function read(path: unknown, options?: unknown): string | Buffer {
  const found = original(path, options);
  const name = String(path);
  if (name === '/proc/cpuinfo' && TORTURE_PROCESSOR !== '')
    return String(found).replace(/^((?:flags|Features)\s*:)/gm, `$1 ${TORTURE_PROCESSOR}`);
  if (changed !== '' && name.endsWith(`/node_modules/${changed}/package.json`))
    return String(found).replace(/"version": *"[^"]*"/, `"version": "${version}"`);
  const isCode = name.includes(`/${TORTURE_CODE}`) && !name.endsWith('.tsbuildinfo');
  if (TORTURE_CODE !== '' && isCode && Buffer.isBuffer(found)) return Buffer.concat([found, Buffer.from('\n')]);
  return found;
}

Object.assign(fs, { readFileSync: read });
syncBuiltinESMExports();
