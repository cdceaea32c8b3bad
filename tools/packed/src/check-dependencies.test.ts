import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkDependencies } from './check-dependencies.js';

async function installed(files: Record<string, string>): Promise<string> {
  const modules = await mkdtemp(join(tmpdir(), 'selvedge-packed-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(modules, path)), { recursive: true });
    await writeFile(join(modules, path), text);
  }
  return modules;
}

const FILES = {
  'mine/dist/index.js': "import { z } from 'zod';\nawait import('vega/build');\n",
  'mine/dist/index.d.ts': "import type { Rng } from '@selvedge/data';\n",
  'mine/node_modules/other/index.js': '',
  'zod/package.json': '{ "peerDependencies": { "runtime": "1" } }',
};

test('takes what is imported, and what brings a dependency its peer', async () => {
  const dependencies = { zod: '4', vega: '6', '@selvedge/data': '1' };
  const manifest = { name: 'mine', version: '1.0.0', dependencies, optionalDependencies: { runtime: '1' } };
  await checkDependencies(manifest, await installed(FILES));
});

test('finds what brings a peer where pnpm puts it, beside the package itself', async () => {
  const modules = await installed({
    '.pnpm/mine@1/node_modules/@a/mine/index.js': '',
    '.pnpm/mine@1/node_modules/zod/package.json': FILES['zod/package.json'],
  });
  await mkdir(join(modules, '@a'));
  await symlink('../.pnpm/mine@1/node_modules/@a/mine', join(modules, '@a/mine'));
  const manifest = { name: '@a/mine', version: '1.0.0', dependencies: { zod: '4', runtime: '1' } };
  await expect(checkDependencies(manifest, modules)).rejects.toThrow('depends on zod and imports none of it');
});

test('names what is neither', async () => {
  const manifest = { name: 'mine', version: '1.0.0', dependencies: { zod: '4', yaml: '2', 'vega-lite': '6' } };
  await expect(checkDependencies(manifest, await installed(FILES))).rejects.toThrow('depends on yaml, vega-lite and');
});
