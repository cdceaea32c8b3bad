import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundlePackage } from './bundle-package.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true })));

const ENTRY = { node: './dist/node/index.js', default: './dist/index.js' };

const MODULES: Readonly<Record<string, string>> = {
  'index.js': `// Says what it adds.
export { add } from './sums/add.js';
export const address = new URL('./double.worker.js', import.meta.url).href;
`,
  'more.js': "export { add as plus } from './sums/add.js';\n",
  'sums/add.js': 'export const add = (a, b) => a + b;\n',
  'sums/double.worker.js': "import { add } from './add.js';\nexport const double = (a) => add(a, a);\n",
};

function packageWith(modules: Readonly<Record<string, string>>, exports: object = { '.': ENTRY }): string {
  const root = mkdtempSync(join(tmpdir(), 'bundled-'));
  folders.push(root);
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', exports }));
  for (const [name, code] of Object.entries({ '.tsbuildinfo': '{}', ...modules })) {
    mkdirSync(dirname(join(root, 'dist', name)), { recursive: true });
    writeFileSync(join(root, 'dist', name), code);
  }
  return root;
}

const infoOf = (root: string): { folders: Record<string, string>; files: string } =>
  JSON.parse(readFileSync(join(root, 'dist/node/.buildinfo'), 'utf8'));

const load = (root: string, file: string): Promise<Record<string, unknown>> =>
  import(pathToFileURL(join(root, 'dist/node', file)).href);

test('makes one file of each entry point and of each module that is started by its address, beside each other', async () => {
  const root = packageWith(MODULES, {
    '.': ENTRY,
    './more': { node: './dist/node/more.js', default: './dist/more.js' },
  });
  await bundlePackage(root);
  const made = readdirSync(join(root, 'dist/node')).filter((name) => name.endsWith('.js'));
  expect(made).toEqual(expect.arrayContaining(['double.worker.js', 'index.js', 'more.js']));
  const { add, address } = await load(root, 'index.js');
  expect(address).toBe(pathToFileURL(join(root, 'dist/node/double.worker.js')).href);
  // What two entry points share is there once: the same function, not a copy.
  expect((await load(root, 'more.js'))['plus']).toBe(add);
  const { double } = (await load(root, 'double.worker.js')) as { double(a: number): number };
  expect(double(21)).toBe(42);
});

test('digests follow the code, folder by folder, and not its comments', async () => {
  const root = packageWith(MODULES);
  await bundlePackage(root);
  const before = infoOf(root);
  writeFileSync(join(root, 'dist/sums/add.js'), '/* The sum. */\nexport const add = (a, b) => a + b;\n');
  await bundlePackage(root);
  expect(infoOf(root)).toEqual(before);
  writeFileSync(join(root, 'dist/sums/add.js'), 'export const add = (a, b) => b + a;\n');
  await bundlePackage(root);
  expect(infoOf(root).folders['sums']).not.toBe(before.folders['sums']);
  expect(infoOf(root).files).not.toBe(before.files);
});

test('refuses an address that leads nowhere, and two modules of one name', async () => {
  const lost = packageWith({ 'index.js': "export const at = new URL('./data.json', import.meta.url);\n" });
  await expect(bundlePackage(lost)).rejects.toThrow("index.js names './data.json' by its address, which is not in");
  const twice = packageWith({ ...MODULES, 'double.worker.js': 'export {};\n' });
  await expect(bundlePackage(twice)).rejects.toThrow('two modules would be dist/node/double.worker.js; rename one.');
  const odd = packageWith(MODULES, { '.': { node: './dist/index.js' } });
  await expect(bundlePackage(odd)).rejects.toThrow("exports['.'] needs node: './dist/node/NAME.js' and a default.");
});
