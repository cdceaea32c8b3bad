import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function search(flags: readonly string[], environment: Record<string, string> = {}) {
  const { NODE_OPTIONS: _, SELVEDGE_RUNTIME: __, ...rest } = process.env;
  const env = { ...rest, ...environment };
  const { stdout, stderr } = await run(process.execPath, [...flags, path('./search.mjs')], { env });
  const result = JSON.parse(stdout) as { runtime: string; y: number[]; found: number[][][] };
  return { ...result, lines: stderr.split('\n').filter((line) => line.startsWith('selvedge:')) };
}

const without = (missing: string, environment: Record<string, string> = {}) =>
  search(['--import', path('../../../tools/jest/without-packages.mjs')], { MISSING: missing, ...environment });

describe('without onnxruntime-node', () => {
  test('the WASM build gives the same results, and one line says so', async () => {
    const native = await search([]);
    const portable = await without('onnxruntime-node');
    expect(native).toMatchObject({ runtime: 'node', y: [2, 4], lines: [] });
    expect(portable).toMatchObject({ runtime: 'web', y: [2, 4], found: native.found });
    expect(portable.lines).toEqual([expect.stringMatching(/WASM build.*onnxruntime-node cannot be loaded/)]);
  });

  test('SELVEDGE_RUNTIME=web takes the WASM build without a word', async () => {
    expect(await search([], { SELVEDGE_RUNTIME: 'web' })).toMatchObject({ runtime: 'web', lines: [] });
  });

  test('SELVEDGE_RUNTIME=node is an error that says what to do', async () => {
    const failing = without('onnxruntime-node', { SELVEDGE_RUNTIME: 'node' });
    await expect(failing).rejects.toThrow(/npm install onnxruntime-node/);
  });

  test('nor onnxruntime-web, the error names both lines to write and what each brings', async () => {
    await expect(without('onnxruntime-node,onnxruntime-web')).rejects.toThrow(
      /`npm install onnxruntime-node` \(native, fast\) or `npm install onnxruntime-web` \(WebAssembly/,
    );
  });
});
