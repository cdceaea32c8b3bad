import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What fitting each model and predicting with it comes to in a process without these packages. */
async function outcomes(...missing: string[]): Promise<Record<string, string>> {
  const { NODE_OPTIONS: _, SELVEDGE_RUNTIME: __, ...rest } = process.env;
  const flags = ['--import', path('../../../tools/jest/without-packages.mjs')];
  const env = { ...rest, MISSING: missing.join(',') };
  const { stdout } = await run(process.execPath, [...flags, path('./fit-each.mjs')], { env });
  return JSON.parse(stdout) as Record<string, string>;
}

test('trees, forests, boosting and baselines need neither ONNX Runtime nor ml.js; the others say what to install', async () => {
  const all = await outcomes('onnxruntime-node', 'onnxruntime-web', '@selvedge/mljs');
  const { knn, 'logistic-regression': lbfgs, 'ml knn': mlKnn, 'ml decision-tree': mlTree, ...native } = all;
  for (const outcome of Object.values(native)) expect(outcome).toBe('works');
  expect(Object.keys(native)).toEqual(expect.arrayContaining(['decision-tree', 'random-forest', 'gradient-boosting']));
  for (const refused of [knn, lbfgs]) {
    expect(refused).toMatch(/^unsupported: .*npm install onnxruntime-node.*npm install onnxruntime-web/);
  }
  for (const refused of [mlKnn, mlTree]) expect(refused).toMatch(/^unsupported: .*npm install @selvedge\/mljs/);
});

test('with them every model works', async () => {
  expect(new Set(Object.values(await outcomes()))).toEqual(new Set(['works']));
});
