import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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
    'selvedge run packages/studies/uci/knn.pipeline.yaml --output runs/uci.knn',
  );
  expect(targets['uci.knn']?.outputs).toEqual(['{workspaceRoot}/runs/uci.knn']);
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
