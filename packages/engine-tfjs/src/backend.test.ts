import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import util from 'node:util';
import { jest } from '@jest/globals';
import { loadBackend } from './backend.js';
import { placeOf, prepareNative } from './native.js';
import type { TensorFlow } from './tensorflow.js';

const started = process.cwd();
afterEach(() => {
  process.chdir(started);
  process.env['SELVEDGE_TFJS'] = '';
});

/** The process then runs in a folder where both native packages are installed, of which neither can be loaded. */
function installUnusable(): void {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-tfjs-'));
  for (const name of ['tfjs-node', 'tfjs-node-gpu']) {
    const at = join(folder, 'node_modules/@tensorflow', name);
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, 'package.json'), JSON.stringify({ name: `@tensorflow/${name}`, main: 'index.js' }));
    writeFileSync(join(at, 'index.js'), "throw new Error('The specified module could not be found.\\nnapi-v8');");
  }
  process.chdir(folder);
}

describe('loadBackend()', () => {
  test('passes over native packages that cannot be loaded, with one line each', async () => {
    installUnusable();
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { description } = await loadBackend();
    const lines = warn.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith('selvedge:'));
    warn.mockRestore();
    expect(description).toContain('WASM backend');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^selvedge: @tensorflow\/tfjs-node-gpu is installed, but cannot be loaded \(.*\); run npm/,
    );
    expect(lines[0]).not.toContain('\n');
  });

  test('refuses one that was named and cannot be loaded', async () => {
    installUnusable();
    process.env['SELVEDGE_TFJS'] = 'tfjs-node';
    await expect(loadBackend()).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('@tensorflow/tfjs-node is installed, but cannot be loaded'),
    });
  });

  test.each(['node', 'webgl', 'WASM', 'tfjs-backend-wasm', '@tensorflow/tfjs-node'])('refuses %s', async (name) => {
    process.env['SELVEDGE_TFJS'] = name;
    await expect(loadBackend()).rejects.toMatchObject({
      code: 'unsupported',
      message: `engine tfjs: SELVEDGE_TFJS is '${name}'; it can be tfjs-node-gpu, tfjs-node, wasm, cpu. Set one of them, or unset it for the fastest that is installed.`,
    });
  });
});

test('prepareNative(name) puts back what Node 23 took out of util, and lets the GPU keep memory for others', () => {
  const before = process.env['TF_FORCE_GPU_ALLOW_GROWTH'];
  delete process.env['TF_FORCE_GPU_ALLOW_GROWTH'];
  const old = util as unknown as Record<string, unknown>;
  for (const name of ['isNullOrUndefined', 'isArray']) delete old[name];
  prepareNative('@tensorflow/tfjs-node-gpu');
  const { isNullOrUndefined, isArray } = old as Record<string, (value: unknown) => boolean>;
  expect([null, undefined, 0].map(isNullOrUndefined)).toEqual([true, true, false]);
  expect([[], {}].map(isArray)).toEqual([true, false]);
  expect(process.env['TF_FORCE_GPU_ALLOW_GROWTH']).toBe('true');
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] = 'false';
  prepareNative('@tensorflow/tfjs-node-gpu');
  expect(process.env['TF_FORCE_GPU_ALLOW_GROWTH']).toBe('false');
  if (before === undefined) delete process.env['TF_FORCE_GPU_ALLOW_GROWTH'];
  else process.env['TF_FORCE_GPU_ALLOW_GROWTH'] = before;
});

test.each([
  [true, 'TensorFlow with CUDA'],
  [false, 'TensorFlow on the CPU'],
  [undefined, 'TensorFlow on the CPU'],
])('placeOf(tf): isUsingGpuDevice %s is %s', (isUsingGpuDevice, words) => {
  expect(placeOf({ backend: () => ({ isUsingGpuDevice }) } as unknown as TensorFlow)).toBe(words);
});
