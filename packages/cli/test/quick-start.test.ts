import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const SLOW = [
  '@selvedge/pipeline',
  '@selvedge/ingest',
  '@selvedge/report',
  '@selvedge/evaluate',
  'zod',
  'yaml',
  'vega',
];

/** Runs the command in a process in which loading anything large fails. */
async function selvedge(...args: string[]): Promise<string> {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  const flags = ['--import', path('../../../tools/jest/without-packages.mjs'), path('../bin/selvedge.js')];
  const { stdout } = await run(process.execPath, [...flags, ...args], { env: { ...rest, MISSING: SLOW.join(',') } });
  return stdout;
}

test.each([
  [['--help'], /Usage: selvedge/],
  [['run', '--help'], /--set <path=value>/],
  [['--version'], /^\d+\.\d+\.\d+/],
  [['cache', 'ls', '--cache-dir', path('./nowhere')], /0 entries/],
  [['runs', 'ls', '--runs', path('./nowhere')], /There are no runs/],
] as const)('%j starts without loading models, schemas or figures', async (args, expected) => {
  expect(await selvedge(...args)).toMatch(expected);
});
