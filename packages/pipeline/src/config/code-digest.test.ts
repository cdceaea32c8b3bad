import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digestOf } from './code-digest.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-code-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Whether the digest of a configuration with this code changes when a file does. */
async function sees(code: string, file: string, then = '1', now = '2'): Promise<boolean> {
  await write({ [file]: then, 'project/selvedge.config.js': code });
  const before = await digestOf(join(folder, 'project/selvedge.config.js'));
  await write({ [file]: now });
  return before !== (await digestOf(join(folder, 'project/selvedge.config.js')));
}

describe('digestOf(file) sees a changed file', () => {
  const LOADER = "import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\n";
  test.each([
    ['import', "import './x.js';", 'x.js'],
    ['import of names over lines', "import {\n  a,\n} from\n  './x.js';", 'x.js'],
    ['export', "export * from './x.js';", 'x.js'],
    ['import of JSON', "import x from './x.json' with { type: 'json' };", 'x.json'],
    ['import()', "await import('./x.js');", 'x.js'],
    ['import() of a template', 'await import(`./x.js`);', 'x.js'],
    ['import() behind a comment', "await import(/* lazy */ './x.js');", 'x.js'],
    ['import with a query', "import './x.js?v=1';", 'x.js'],
    ['import with an escape', "import './an%20x.js';", 'an x.js'],
    ['require', "require('./x');", 'x.json'],
    ['require under another name', `${LOADER}load('./x.cjs');`, 'x.cjs'],
    ['require under another name, without an ending', `${LOADER}load('./x');`, 'x.js'],
    ['require without a name', "createRequire(import.meta.url)('./x.json');", 'x.json'],
    ['URL', "new URL('./x.wasm', import.meta.url);", 'x.wasm'],
    ['import.meta.resolve', "import.meta.resolve('./x.wasm');", 'x.wasm'],
    ['a call that reads', "readFileSync(join(import.meta.dirname, 'x.bin'));", 'x.bin'],
    ['a call that reads, over lines', "await readFile(\n  path.join(here, 'x.txt'),\n  'utf8',\n);", 'x.txt'],
    ['a path with a name', "const W = join(here, 'x.bin');\nreadFileSync(W);", 'x.bin'],
    ['a path of parts', "const at = path.resolve(dirname(fileURLToPath(import.meta.url)), 'a', 'x.bin');", 'a/x.bin'],
    ['a package without a version', "import 'bare';", 'node_modules/bare/index.js'],
  ])('by %s', async (_, code, file) => {
    expect(await sees(code, `project/${file}`)).toBe(true);
  });

  test('beside the file that a link leads to', async () => {
    await write({ 'shared/selvedge.config.js': "import './x.js';", 'shared/x.js': '1', 'project/x': '' });
    await symlink(join(folder, 'shared/selvedge.config.js'), join(folder, 'project/selvedge.config.js'));
    const before = await digestOf(join(folder, 'project/selvedge.config.js'));
    await write({ 'shared/x.js': '2' });
    expect(await digestOf(join(folder, 'project/selvedge.config.js'))).not.toBe(before);
  });

  test('by an address', async () => {
    expect(await sees(`import '${pathToFileURL(join(folder, 'project/x.js')).href}';`, 'project/x.js')).toBe(true);
  });

  test('by the imports and the name of its own package', async () => {
    const own = { name: 'own', imports: { '#lib/*': './src/*' }, exports: { './*': { import: './src/*' } } };
    await write({ 'project/package.json': JSON.stringify(own) });
    expect(await sees("import '#lib/x.js';", 'project/src/x.js')).toBe(true);
    expect(await sees("import 'own/x.js';", 'project/src/x.js')).toBe(true);
  });

  test('of a linked package, whichever part is imported', async () => {
    const lib = { name: '@ws/lib', exports: { '.': './index.js', './part': { node: { import: './parts/part.js' } } } };
    await write({ 'lib/package.json': JSON.stringify(lib), 'lib/index.js': '', 'project/node_modules/@ws/x': '' });
    await symlink(join(folder, 'lib'), join(folder, 'project/node_modules/@ws/lib'), 'dir');
    expect(await sees("import '@ws/lib';", 'lib/index.js')).toBe(true);
    expect(await sees("import '@ws/lib/part';", 'lib/parts/part.js')).toBe(true);
  });

  test('of a linked package without exports', async () => {
    await write({ 'lib/package.json': '{ "name": "lib" }', 'project/node_modules/x': '' });
    await symlink(join(folder, 'lib'), join(folder, 'project/node_modules/lib'), 'dir');
    expect(await sees("import 'lib';", 'lib/index.js')).toBe(true);
    expect(await sees("import 'lib/part.js';", 'lib/part.js')).toBe(true);
  });

  test.each(['dependencies', 'peerDependencies', 'optionalDependencies'])('of %s of a package', async (field) => {
    const version = (at: number): string => JSON.stringify({ name: 'below', version: `1.0.${at}` });
    const above = JSON.stringify({ name: 'above', version: '1.0.0', [field]: { below: '*' } });
    await write({ 'project/node_modules/above/package.json': above });
    const file = 'project/node_modules/below/package.json';
    expect(await sees("import 'above';", file, version(1), version(2))).toBe(true);
  });
});

describe('digestOf(file) stays as it is', () => {
  test.each([
    ['a module that nothing names', "import './y.js';", 'x.js'],
    ['a file that is written', "writeFileSync('./x.json', text); appendFile('./x.json');", 'x.json'],
    ['a log', "logTo('./x.log');", 'x.log'],
    ['a path that is written', "const LOG = join(here, 'x.log');\nappendFileSync(LOG, text);", 'x.log'],
    ['a path in a call that writes', "writeFileSync(join(here, 'x.log'), text);", 'x.log'],
  ])('where %s changes', async (_, code, file) => {
    expect(await sees(code, `project/${file}`)).toBe(false);
  });

  test('where the project lies elsewhere', async () => {
    await write({
      'a/selvedge.config.js': "import './x.js';",
      'a/x.js': '1',
      'b/selvedge.config.js': "import './x.js';",
    });
    await write({ 'b/x.js': '1' });
    expect(await digestOf(join(folder, 'a/selvedge.config.js'))).toBe(
      await digestOf(join(folder, 'b/selvedge.config.js')),
    );
  });

  test('with a package.json that cannot be read', async () => {
    await write({ 'project/package.json': '{', 'project/selvedge.config.js': "import '#x'; import 'y';" });
    expect(await digestOf(join(folder, 'project/selvedge.config.js'))).toHaveLength(12);
  });
});
