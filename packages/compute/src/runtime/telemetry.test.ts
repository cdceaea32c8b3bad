import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const built = (module: string): string =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../dist', module)).href);

const PROGRAM = `
  const { onnxModel } = await import(${built('onnx/model.js')});
  const { openSession } = await import(${built('runtime/session.js')});
  const value = { type: 'float32', shape: [1] };
  const nodes = [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }];
  const session = await openSession(onnxModel({ inputs: { x: value }, outputs: { y: value }, nodes }), { runtime: 'node' });
  await session.close();
`;

test('the native runtime keeps nothing of the user and sends nothing', () => {
  const home = mkdtempSync(join(tmpdir(), 'selvedge-telemetry-'));
  try {
    const { ORT_DISABLE_TELEMETRY: _, ...others } = process.env;
    const env = { ...others, HOME: home, XDG_CACHE_HOME: home, TMPDIR: home };
    const words = ['--input-type=module', '-e', PROGRAM];
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(readdirSync(home)).toEqual([]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
