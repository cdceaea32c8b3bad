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
  for (const [spec, outcome] of Object.entries(all)) expect(`${spec}: ${outcome}`).toMatch(expected(JSON.parse(spec)));
});

test('with them every model works', async () => {
  expect(new Set(Object.values(await outcomes()))).toEqual(new Set(['works']));
});

/** What a model comes to where nothing optional is installed. */
function expected({ kind, engine }: { kind: string; engine?: string }): RegExp {
  if (engine === 'mljs') return /: unsupported: .*npm install @selvedge\/mljs/;
  if (kind === 'knn' || kind === 'logistic-regression') {
    return /: unsupported: .*npm install onnxruntime-node.*npm install onnxruntime-web/;
  }
  return /: works$/;
}
