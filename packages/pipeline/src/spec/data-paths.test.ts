import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseSpec } from './parse-spec.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-paths-'));
  await write('package.json', '{}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}
const pathsOf = async (file: string, options = {}) =>
  (await parseSpec(join(folder, file), options)).models.map(({ config }) => config.data.paths);

describe('a path belongs to the file that wrote it', () => {
  test('through extends, its variables and models, and compare', async () => {
    await write(
      'base/deep/base.yaml',
      `data: { train: "$\{part}.csv", test: test.csv }\nvars: { part: train }\nversion: 1\n`,
    );
    await write('base/middle.yaml', 'extends: deep/base.yaml\n');
    await write('app/a.pipeline.yaml', 'extends: ../base/middle.yaml\nmodel: { kind: knn }\n');
    const base = { train: join(folder, 'base/deep/train.csv'), test: join(folder, 'base/deep/test.csv') };
    expect(await pathsOf('app/a.pipeline.yaml')).toEqual([base]);
    await write('app/b.pipeline.yaml', 'extends: ../base/middle.yaml\nmodel: { kind: knn }\ndata: { test: own.csv }\n');
    expect(await pathsOf('app/b.pipeline.yaml')).toEqual([{ ...base, test: join(folder, 'app/own.csv') }]);
    await write('all.pipeline.yaml', 'version: 1\ncompare: [app/a.pipeline.yaml, app/b.pipeline.yaml]\n');
    expect(await pathsOf('all.pipeline.yaml')).toEqual([base, { ...base, test: join(folder, 'app/own.csv') }]);
  });

  test('through sweeps of data', async () => {
    await write(
      'base/base.yaml',
      'version: 1\nmodel: { kind: knn }\ndata: { train: a.csv }\nsweep: { kind: grid, over: { data.train: [a.csv, b.csv] } }\n',
    );
    const file = await write('x.pipeline.yaml', 'extends: base/base.yaml\n');
    const [{ sweep }] = (await parseSpec(file)).models;
    expect(sweep?.trials.map(({ config }) => config.data.paths?.train)).toEqual([
      join(folder, 'base/a.csv'),
      join(folder, 'base/b.csv'),
    ]);
  });

  test('and the resolved pipeline means the same without the files', async () => {
    await write('base/base.yaml', 'version: 1\ndata: { train: a.csv }\n');
    await write(
      'app/a.pipeline.yaml',
      'extends: ../base/base.yaml\nseed: 3\nmodels: [{ name: x, model: { kind: knn, k: 7 } }]\n',
    );
    const file = await write(
      'all.pipeline.yaml',
      'version: 1\nname: all\ncompare: [{ pipeline: app/a.pipeline.yaml, prefix: p }]\n',
    );
    const { resolved, models } = await parseSpec(file);
    expect(resolved).toEqual({
      version: 1,
      name: 'all',
      models: [{ name: 'p.x', seed: 3, data: { train: 'base/a.csv' }, model: { kind: 'knn', k: 7 } }],
    });
    const again = await parseSpec(resolved as never, { folder, projectDirectory: folder });
    expect(again.models[0].config.data.paths).toEqual(models[0].config.data.paths);
  });
});

test('a field of data can be set on the short form, too', async () => {
  const file = await write('a.pipeline.yaml', 'version: 1\nmodel: { kind: knn }\ndata: garments\n');
  const [{ config }] = (await parseSpec(file, { set: [{ path: 'data.subset', value: 500 }] })).models;
  expect(config.data).toEqual({ name: 'garments', subset: 500 });
});

test('trials whose rounded labels are alike get exact ones', async () => {
  const over = 'sweep: { kind: grid, over: { model.C: [0.0010001, 0.0010002, 0.5] } }';
  const file = await write(
    'a.pipeline.yaml',
    `version: 1\nmodel: { kind: logistic-regression }\ndata: garments\n${over}\n`,
  );
  const labels = (await parseSpec(file)).models[0].sweep?.trials.map(({ label }) => label);
  expect(labels).toEqual(['model.C=0.0010001', 'model.C=0.0010002', 'C=0.5']);
});

describe('paths out of the project', () => {
  test.each([
    ['../x.csv', /leads out of the project.*--allow-outside/],
    ['/etc/x.csv', /is absolute.*--allow-outside/],
    ['link/x.csv', /leads out of the project.*--allow-outside/],
  ])('%s is refused where it is written, and allowed on demand', async (path, message) => {
    await symlink(tmpdir(), join(folder, 'link'));
    const file = await write('a.pipeline.yaml', `version: 1\nmodel: { kind: knn }\ndata: { train: ${path} }\n`);
    await expect(parseSpec(file)).rejects.toThrow(message);
    await expect(parseSpec(file)).rejects.toMatchObject({ problems: [{ place: { line: 3 } }] });
    const [{ config }] = (await parseSpec(file, { allowOutside: true })).models;
    expect(config.data.paths?.train).toMatch(/x\.csv$/);
  });
});

test('a path that all models inherit is one problem', async () => {
  const models = ['a', 'b', 'c'].map((name) => `  - { name: ${name}, model: { kind: knn } }`);
  const text = ['version: 1', 'data: { train: ../x.csv, test: ../y.csv }', 'models:', ...models, ''].join('\n');
  const file = await write('a.pipeline.yaml', text);
  await expect(parseSpec(file)).rejects.toMatchObject({ problems: [{ place: { line: 2, column: 16 } }] });
});

test('files that are not there are problems with their place, where that is asked for', async () => {
  await write('there.csv', 'label,x\na,1\n');
  const file = await write(
    'a.pipeline.yaml',
    'version: 1\nmodel: { kind: knn }\ndata: { train: there.csv, test: gone.csv }\n',
  );
  await expect(parseSpec(file, { mustExist: true })).rejects.toMatchObject({
    problems: [{ place: { line: 3, column: 33 }, message: expect.stringContaining("no file or folder 'gone.csv'") }],
  });
  await expect(parseSpec(file)).resolves.toBeDefined();
});

test('named data sets that are unknown or whose files are nowhere are problems, too', async () => {
  await mkdir(join(folder, 'datasets'));
  const split = { format: 'csv', data: { file: 'rows.csv' } };
  await writeFile(join(folder, 'datasets', 'own.json'), JSON.stringify({ name: 'own', splits: { train: split } }));
  await write('package.json', '{}');
  const models = ['own', 'fashoin-mnist', 'fashion-mnist'].map(
    (name, at) => `  - { name: m${at}, data: ${name}, model: { kind: knn } }`,
  );
  const file = await write('a.pipeline.yaml', ['version: 1', 'models:', ...models, ''].join('\n'));
  await expect(parseSpec(file, { mustExist: true })).rejects.toMatchObject({
    problems: [
      { place: { line: 3 }, message: expect.stringMatching(/^data set 'own': its files are neither in/) },
      { place: { line: 4 }, message: expect.stringMatching(/^data set 'fashoin-mnist': .*'fashion-mnist'\?/) },
    ],
  });
});

test('a named data set has its own test rows', async () => {
  const file = await write('a.pipeline.yaml', 'version: 1\nmodel: { kind: knn }\ndata: { name: mnist, test: t.csv }\n');
  await expect(parseSpec(file)).rejects.toMatchObject({
    problems: [{ place: { line: 3 }, message: expect.stringContaining('got both `name` and `test`') }],
  });
});
