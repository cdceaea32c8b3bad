import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What running (or planning) a pipeline of each model comes to in a process without these packages. */
async function outcomes(act: 'run' | 'plan', ...missing: string[]): Promise<Record<string, string>> {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  const flags = ['--import', path('../../../tools/jest/without-packages.mjs')];
  const env = { ...rest, MISSING: missing.join(',') };
  const { stdout } = await run(process.execPath, [...flags, path('./run-each.mjs'), act], { env });
  return JSON.parse(stdout) as Record<string, string>;
}

test('without the engines, trees run, and what needs one is refused before it begins, with what to install', async () => {
  const engines = ['@selvedge/mljs', '@selvedge/engine-onnx', '@selvedge/engine-tfjs'];
  const found = await outcomes('run', ...engines, 'onnxruntime-node', 'onnxruntime-web');
  expect(found).toEqual({
    'decision-tree': 'works',
    'ml decision-tree': expect.stringMatching(/^unsupported: .*npm install @selvedge\/mljs`/),
    network: expect.stringMatching(/^unsupported: .*npm install @selvedge\/engine-onnx`/),
    'tfjs network': expect.stringMatching(/^unsupported: .*npm install @selvedge\/engine-tfjs`/),
  });
  expect(await outcomes('plan', ...engines)).toEqual(found);
});

test('a network does not need the engine that it does not run on', async () => {
  const found = await outcomes('plan', '@selvedge/engine-tfjs');
  expect(found).toMatchObject({ network: 'works', 'ml decision-tree': 'works' });
  expect(found['tfjs network']).toMatch(/^unsupported/);
});
