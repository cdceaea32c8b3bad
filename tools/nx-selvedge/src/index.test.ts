import { execSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { createNodesV2, type SelvedgePluginOptions } from './index.js';

const temporary: string[] = [];
afterEach(async () => {
  for (const folder of temporary.splice(0)) await rm(folder, { recursive: true });
});

/** A folder with these files; returns the targets that the plugin finds there, by project. */
async function workspace(files: Record<string, string>) {
  const root = await mkdtemp(join(tmpdir(), 'nx-selvedge-'));
  temporary.push(root);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const specs = Object.keys(files).filter((name) => /\.pipeline\.(yaml|json)$/.test(name));
  return async (options?: SelvedgePluginOptions) => {
    const results = await createNodesV2[1](specs, options, { workspaceRoot: root, nxJsonConfiguration: {} });
    const found: Record<string, Record<string, TargetConfiguration>> = {};
    for (const [, { projects = {} }] of results) {
      for (const [project, { targets = {} }] of Object.entries(projects)) found[project] = targets;
    }
    return found;
  };
}

const strings = (target: TargetConfiguration | undefined) =>
  (target?.inputs ?? []).filter((input) => typeof input === 'string');

test('gives each file a cached target, each folder an umbrella, and the project validate and all', async () => {
  const nodes = await workspace({
    'packages/studies/package.json': '{}',
    'packages/studies/quickstart.pipeline.yaml': 'version: 1\ndata: fashion-mnist\n',
    'packages/studies/uci/knn.pipeline.yaml': 'extends: ../shared/base.yaml\n',
    'packages/studies/uci/tree.pipeline.yaml': 'version: 1\n',
    'packages/studies/shared/base.yaml': 'data: { name: mnist }\n',
  });
  const targets = (await nodes({ command: 'selvedge' }))['packages/studies'] ?? {};
  expect(Object.keys(targets).sort()).toEqual(['all', 'quickstart', 'uci', 'uci.knn', 'uci.tree', 'validate']);
  expect(targets['uci']?.dependsOn).toEqual(['uci.knn', 'uci.tree']);
  expect(targets['all']?.dependsOn).toEqual(['quickstart', 'uci.knn', 'uci.tree']);
  expect(targets['uci.knn']?.options.command).toBe(
    'selvedge run packages/studies/uci/knn.pipeline.yaml --output packages/studies/runs/uci.knn',
  );
  expect(targets['uci.knn']?.outputs).toEqual(['{projectRoot}/runs/uci.knn']);
  expect(targets['uci.knn']?.cache).toBe(true);
});

test('makes what a file extends, and its data manifest, inputs of its cache key', async () => {
  const nodes = await workspace({
    'app/package.json': '{}',
    'app/a.pipeline.yaml': 'extends: [base.yaml]\n',
    'app/base.yaml': 'extends: deeper/base.yaml\ndata: { name: mnist }\n',
    'app/deeper/base.yaml': 'extends: ../base.yaml\n', // a circle: `validate` complains, the graph must not hang
  });
  const files = strings((await nodes())['app']?.['a']);
  expect(files.sort()).toEqual([
    '{workspaceRoot}/app/a.pipeline.yaml',
    '{workspaceRoot}/app/base.yaml',
    '{workspaceRoot}/app/deeper/base.yaml',
    '{workspaceRoot}/datasets/mnist.json',
  ]);
});

test('makes the nearest configuration file an input', async () => {
  const nodes = await workspace({
    'selvedge.config.mjs': 'export default { plugins: [] };',
    'app/package.json': '{}',
    'app/selvedge.config.js': 'export default { plugins: [] };',
    'app/x/a.pipeline.yaml': 'version: 1\n',
    'shop/package.json': '{}',
    'shop/b.pipeline.yaml': 'version: 1\n',
  });
  const targets = await nodes();
  expect(strings(targets['app']?.['x.a'])).toContain('{workspaceRoot}/app/selvedge.config.js');
  expect(strings(targets['app']?.['x.a'])).not.toContain('{workspaceRoot}/selvedge.config.mjs');
  expect(strings(targets['shop']?.['b'])).toContain('{workspaceRoot}/selvedge.config.mjs');
});

test('keeps a broken file in the graph, so that running it shows what is wrong', async () => {
  const nodes = await workspace({ 'app/package.json': '{}', 'app/bad.pipeline.yaml': 'a: [1\nb: }' });
  expect((await nodes())['app']?.['bad']).toBeDefined();
});

test('never follows a path out of the workspace and quotes odd names for the shell', async () => {
  const nodes = await workspace({
    'app/package.json': '{}',
    "app/it's $(x).pipeline.yaml": 'extends: ../../../etc/passwd\n',
  });
  const targets = (await nodes())['app'] ?? {};
  const odd = Object.keys(targets).find((target) => target.startsWith('it')) ?? '';
  expect(targets[odd]?.options.command).toContain(`'app/it'\\''s $(x).pipeline.yaml'`);
  expect(strings(targets[odd]).filter((input) => input.includes('..'))).toEqual([]);
});

test('leaves files outside any project alone', async () => {
  const nodes = await workspace({ 'loose.pipeline.yaml': 'version: 1\n' });
  expect(await nodes()).toEqual({});
});

/** The command whose output Nx hashes, as Nx runs it. */
function digestOf(root: string, target: TargetConfiguration | undefined): string {
  const [runtime] = (target?.inputs ?? []).flatMap((input) =>
    typeof input === 'object' && 'runtime' in input ? [input.runtime] : [],
  );
  return execSync(runtime, { cwd: root, encoding: 'utf8' });
}

test('a change of any file that the pipeline would read changes the digest of its inputs', async () => {
  const files: Record<string, string> = {
    'app/package.json': '{}',
    '.gitignore': '*.csv',
    'app/a.pipeline.yaml': [
      'extends: ../base/base.yaml',
      'version: 1',
      'vars: { part: march }',
      'split: { kind: index-file, file: rows.json }',
      'model: { kind: knn }',
      'models:',
      `  - { name: own, data: { train: 'its $\{part}.csv', validation: held.csv, test: ../../outside/test.csv } }`,
      `  - { name: photographs, data: { train: pictures/list.csv, imageColumn: file, imageFolder: 'photos/{}.png' } }`,
      '  - { name: leaves, data: leaves }',
      '  - { name: buds, data: buds }',
      '  - { name: base }',
      'compare: [{ pipeline: x/other.pipeline.yaml }]',
    ].join('\n'),
    'app/x/other.pipeline.yaml':
      'version: 1\nmodel: { kind: knn }\nsweep: { kind: grid, over: { data.train: [one.csv, two.csv] } }\ndata: { train: one.csv }\n',
    'app/datasets/leaves.json':
      '{ "name": "leaves", "folder": "../leaves", "splits": { "train": { "format": "png", "data": { "file": "train" } } } }',
    'app/datasets/buds.json':
      '{ "name": "buds", "folder": "../buds", "splits": { "train": { "format": "csv", "data": { "file": "list.csv" }, "options": { "imageColumn": "file", "imageFolder": "photos/{}.png" } } } }',
    'base/base.yaml': 'data: { train: train-images-idx3-ubyte, test: test.csv }\n',
    'selvedge.config.js': "import { lamps } from './plugins/lamps.js';\nexport default { plugins: [lamps] };",
    'plugins/lamps.js': "import x from './deeper/x.js';\nexport const lamps = x;",
  };
  const read = [
    'app/rows.json',
    'app/its march.csv',
    'app/held.csv',
    'app/pictures/list.csv',
    'app/pictures/photos/a.png',
    'app/datasets/leaves.json',
    'app/leaves/train/oak/1.png',
    'app/datasets/buds.json',
    'app/buds/list.csv',
    'app/buds/photos/1.png',
    '../outside/test.csv',
    'app/x/one.csv',
    'app/x/two.csv',
    'base/train-images-idx3-ubyte',
    'base/train-labels-idx1-ubyte',
    'base/test.csv',
    'selvedge.config.js',
    'plugins/lamps.js',
    'plugins/deeper/x.js',
  ];
  const inner = Object.fromEntries(Object.entries(files).map(([name, text]) => [`w/${name}`, text]));
  const root = await mkdtemp(join(tmpdir(), 'nx-selvedge-'));
  temporary.push(root);
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  };
  for (const [name, text] of Object.entries(inner)) await write(name, text);
  for (const name of read) if (!(name in files)) await write(join('w', name), 'first');
  const workspaceRoot = join(root, 'w');
  const target = async (): Promise<TargetConfiguration | undefined> => {
    const [[, { projects = {} }]] = await createNodesV2[1](
      ['app/a.pipeline.yaml'],
      {},
      { workspaceRoot, nxJsonConfiguration: {} },
    );
    return projects['app']?.targets?.['a'];
  };
  const found = await target();
  const first = digestOf(workspaceRoot, found);
  expect(digestOf(workspaceRoot, await target())).toBe(first);
  for (const name of read) {
    const before = await readFile(join(workspaceRoot, name), 'utf8');
    await write(join('w', name), `${before}\n`);
    expect([name, digestOf(workspaceRoot, found) === first]).toEqual([name, false]);
    await write(join('w', name), before);
  }
  expect(digestOf(workspaceRoot, found)).toBe(first);
  expect(strings(found)).toEqual(
    expect.arrayContaining(['{workspaceRoot}/base/base.yaml', '{workspaceRoot}/app/x/other.pipeline.yaml']),
  );
});

test('no target is lost: names that are taken give way to the whole path', async () => {
  const nodes = await workspace({
    'app/package.json': '{ "scripts": { "deploy": "x" } }',
    'app/tags.pipeline.yaml': 'version: 1',
    'app/tags/forest.pipeline.yaml': 'version: 1',
    'app/all.pipeline.yaml': 'version: 1',
    'app/validate.pipeline.yaml': 'version: 1',
    'app/test.pipeline.yaml': 'version: 1',
    'app/deploy.pipeline.yaml': 'version: 1',
    'app/a/b.pipeline.yaml': 'version: 1',
    'app/a.b.pipeline.yaml': 'version: 1',
    'app/c.pipeline.yaml': 'version: 1',
    'app/c.pipeline.json': '{ "version": 1 }',
    'app/plain.pipeline.yaml': 'version: 1',
  });
  const targets = (await nodes())['app'] ?? {};
  expect(Object.keys(targets).sort()).toEqual(
    [
      ...['a', 'all', 'tags', 'validate', 'plain', 'tags.forest'],
      ...['a.b', 'a/b', 'all', 'c', 'deploy', 'tags', 'test', 'validate'].map((name) => `${name}.pipeline.yaml`),
      'c.pipeline.json',
    ].sort(),
  );
  const outputs = Object.values(targets).flatMap(({ outputs: own = [] }) => own);
  expect(new Set(outputs).size).toBe(11);
});

test('projects with pipelines of one name keep their runs apart', async () => {
  const nodes = await workspace({
    'one/package.json': '{}',
    'one/x.pipeline.yaml': 'version: 1',
    'two/package.json': '{}',
    'two/x.pipeline.yaml': 'version: 1',
    'package.json': '{}',
    'y.pipeline.yaml': 'version: 1',
  });
  const found = await nodes();
  expect(found['one']?.['x']?.options.command).toContain('--output one/runs/x');
  expect(found['two']?.['x']?.options.command).toContain('--output two/runs/x');
  expect(found['.']?.['y']?.options.command).toContain('--output runs/y');
});
