import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { followImports } from './follow-imports.js';

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'nx-selvedge-')));
});
afterEach(() => rm(root, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

test.each([
  ["import './x.js';", 'app/x.js'],
  ["import x from '../x.json' with { type: 'json' };", 'x.json'],
  ['await import(`./x.js`);', 'app/x.js'],
  ["const load = createRequire(import.meta.url);\nload('./x');", 'app/x.js'],
  ["new URL('./x.wasm', import.meta.url);", 'app/x.wasm'],
  ["const W = join(here, 'data', 'x.bin');\nreadFileSync(W);", 'app/data/x.bin'],
])('followImports finds what %j names', async (code, file) => {
  await write({ 'app/selvedge.config.js': code, [file]: '' });
  expect(await followImports(root, 'app/selvedge.config.js')).toEqual(['app/selvedge.config.js', file]);
});

test('followImports leaves files that are written, folders and installed packages', async () => {
  const code = "writeFileSync(join(here, 'x.log'), text);\nimport 'zod';\njoin(here, 'data');";
  await write({ 'selvedge.config.js': code, 'x.log': '', 'data/x': '', 'node_modules/zod/index.js': '' });
  expect(await followImports(root, 'selvedge.config.js')).toEqual(['selvedge.config.js']);
});

test('followImports takes packages of the workspace whole, and follows the file that a link leads to', async () => {
  await write({
    'shared/config.js': "import './part.js';\nimport { lamps } from '@ws/lamps/part';",
    'shared/part.js': '',
    'libs/lamps/src/index.js': '',
    'node_modules/x': '',
    'node_modules/@ws/x': '',
    'app/x': '',
  });
  await symlink(join(root, 'libs/lamps'), join(root, 'node_modules/@ws/lamps'), 'dir');
  await symlink(join(root, 'shared/config.js'), join(root, 'app/selvedge.config.js'));
  expect(await followImports(root, 'app/selvedge.config.js')).toEqual([
    'app/selvedge.config.js',
    'shared/config.js',
    'libs/lamps/',
    'shared/part.js',
  ]);
});
