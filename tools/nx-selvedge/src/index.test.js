import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { createNodesV2 } from './index.js';

async function workspace(t, files) {
  const root = await mkdtemp(join(tmpdir(), 'nx-selvedge-'));
  t.after(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const specs = Object.keys(files).filter((name) => /\.pipeline\.(yaml|json)$/.test(name));
  return async (options) => {
    const results = await createNodesV2[1](specs, options, { workspaceRoot: root });
    return Object.assign({}, ...results.map(([, { projects }]) => projects));
  };
}

test('gives each file a cached target, each folder an umbrella, and the project validate and all', async (t) => {
  const nodes = await workspace(t, {
    'packages/studies/package.json': '{}',
    'packages/studies/quickstart.pipeline.yaml': 'version: 1\ndata: fashion-mnist\n',
    'packages/studies/uci/knn.pipeline.yaml': 'extends: ../shared/base.yaml\n',
    'packages/studies/uci/tree.pipeline.yaml': 'version: 1\n',
    'packages/studies/shared/base.yaml': 'data: { name: mnist }\n',
  });
  const { targets } = (await nodes({ command: 'selvedge' }))['packages/studies'];
  assert.deepEqual(Object.keys(targets).sort(), ['all', 'quickstart', 'uci', 'uci.knn', 'uci.tree', 'validate']);
  assert.deepEqual(targets.uci.dependsOn, ['uci.knn', 'uci.tree']);
  assert.deepEqual(targets.all.dependsOn, ['quickstart', 'uci.knn', 'uci.tree']);
  assert.equal(
    targets['uci.knn'].options.command,
    'selvedge run packages/studies/uci/knn.pipeline.yaml --output runs/uci.knn',
  );
  assert.deepEqual(targets['uci.knn'].outputs, ['{workspaceRoot}/runs/uci.knn']);
  assert.equal(targets['uci.knn'].cache, true);
});

test('makes what a file extends, and its data manifest, inputs of its cache key', async (t) => {
  const nodes = await workspace(t, {
    'app/package.json': '{}',
    'app/a.pipeline.yaml': 'extends: [base.yaml]\n',
    'app/base.yaml': 'extends: deeper/base.yaml\ndata: { name: mnist }\n',
    'app/deeper/base.yaml': 'extends: ../base.yaml\n', // a circle: `validate` complains, the graph must not hang
  });
  const { targets } = (await nodes())['app'];
  const files = targets.a.inputs.filter((input) => typeof input === 'string');
  assert.deepEqual(files.sort(), [
    '{workspaceRoot}/app/a.pipeline.yaml',
    '{workspaceRoot}/app/base.yaml',
    '{workspaceRoot}/app/deeper/base.yaml',
    '{workspaceRoot}/datasets/mnist.json',
  ]);
});

test('keeps a broken file in the graph, so that running it shows what is wrong', async (t) => {
  const nodes = await workspace(t, { 'app/package.json': '{}', 'app/bad.pipeline.yaml': 'a: [1\nb: }' });
  assert.ok((await nodes())['app'].targets.bad);
});

test('never follows a path out of the workspace and quotes odd names for the shell', async (t) => {
  const nodes = await workspace(t, {
    'app/package.json': '{}',
    "app/it's $(x).pipeline.yaml": 'extends: ../../../etc/passwd\n',
  });
  const [target] = Object.entries((await nodes())['app'].targets).filter(([name]) => name.startsWith('it'));
  assert.ok(target[1].options.command.includes(`'app/it'\\''s $(x).pipeline.yaml'`));
  assert.equal(
    target[1].inputs.some((input) => typeof input === 'string' && input.includes('..')),
    false,
  );
});

test('leaves files outside any project alone', async (t) => {
  const nodes = await workspace(t, { 'loose.pipeline.yaml': 'version: 1\n' });
  assert.deepEqual(await nodes(), {});
});
