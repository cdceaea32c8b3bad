import { join } from 'node:path';
import { KNN, useSpecFolder } from '../../test/spec-folder.js';
import { parseSpec } from './parse-spec.js';

const { folder, file, problemsOf } = useSpecFolder();

describe('parseSpec(file)', () => {
  test('fills in names and defaults', async () => {
    const { name, models } = await parseSpec(await file('small.pipeline.yaml', KNN));
    expect(name).toBe('small');
    expect(models).toMatchObject([
      { name: 'small', config: { seed: 0, data: { name: 'garments' }, preprocess: [], model: { kind: 'knn' } } },
    ]);
    expect(models[0].evaluate.metrics).toEqual(['accuracy', 'macro-f1']);
  });

  test('reads the rows of a split from a file beside it, through extends and for single models', async () => {
    await file('shared/split.json', '{ "train": [0, 2], "validation": [1] }');
    await file('shared/base.yaml', 'split: { kind: index-file, file: split.json }\n');
    const { models } = await parseSpec(
      await file(
        'a.yaml',
        `${KNN.replace('model:', 'models:\n  - { name: a, model:').replace('knn }', 'knn } }')}  - { name: b, model: { kind: knn }, split: { kind: index-file, file: b.json } }\nextends: shared/base.yaml\n`,
      ).then(async (path) => {
        await file('b.json', '{ "train": [5], "validation": [6] }');
        return path;
      }),
    );
    expect(models.map(({ config }) => config.split)).toEqual([
      { kind: 'rows', train: [0, 2], validation: [1] },
      { kind: 'rows', train: [5], validation: [6] },
    ]);
  });

  test.each([
    ['{ kind: index-file }', /need `file`/],
    ['{ kind: index-file, file: none.json }', /no file 'none.json'/],
    ['{ kind: index-file, file: ../x.json }', /refused/],
    ['{ kind: index-file, file: bad.json }', /bad.json is not JSON/],
    ['{ kind: index-file, file: list.json }', /list.json must hold/],
    ['{ kind: index-file, file: split.json, train: 3 }', /unknown key 'train'/],
    ['{ kind: index-file, file: typo.json }', /split: unknown key 'trian'|split.train is missing/],
  ])('refuses split: %s', async (text, message) => {
    await file('bad.json', '{');
    await file('list.json', '[1]');
    await file('typo.json', '{ "trian": [1], "validation": [] }');
    expect((await problemsOf(`${KNN}split: ${text}\n`)).join('\n')).toMatch(message);
  });

  test('gives every model what it leaves out', async () => {
    const { models } = await parseSpec(
      await file(
        'a.yaml',
        `version: 1
data: garments
preprocess: [{ kind: scale }]
models:
  - { name: a, model: { kind: knn } }
  - { name: b, preprocess: [], model: { kind: logistic-regression, C: 2 }, seed: 3 }
`,
      ),
    );
    expect(models.map(({ name, config }) => [name, config.preprocess.length, config.seed])).toEqual([
      ['a', 1, 0],
      ['b', 0, 3],
    ]);
  });

  test.each([
    ['an unknown key', `${KNN}evaluat: {}\n`, "a:4:1: unknown key 'evaluat'; did you mean 'evaluate'?"],
    [
      'a typo inside a kind',
      'version: 1\ndata: garments\nmodel:\n  kind: knn\n  neigbours: 5\n',
      "a:5:3: model: unknown key 'neigbours'; allowed are kind, k, metric, weights, gamma, engine",
    ],
    [
      'an unknown kind',
      'version: 1\ndata: garments\nmodel: { kind: knnn }\n',
      "a:3:16: model.kind: got 'knnn'; did you mean 'knn'?",
    ],
    [
      'a missing kind',
      'version: 1\ndata: garments\nmodel: { k: 3 }\n',
      'a:3:8: model.kind is missing; it is one of knn,',
    ],
    [
      'a number out of range',
      'version: 1\ndata: garments\nmodel: { kind: knn, k: 0 }\n',
      'a:3:24: model.k: got 0; need at least 1',
    ],
    [
      'a text for a number',
      'version: 1\ndata: garments\nmodel: { kind: knn, k: five }\n',
      "a:3:24: model.k: got 'five'; need a number",
    ],
    [
      'infinity',
      'version: 1\ndata: garments\nmodel: { kind: knn, gamma: .inf }\n',
      'a:3:28: model.gamma: got Infinity; need a number',
    ],
    ['1e999', 'version: 1\ndata: garments\nmodel: { kind: knn, gamma: 1e999 }\n', 'a:3:28: model.gamma: got Infinity'],
    ['another version', 'version: 2\ndata: garments\nmodel: { kind: knn }\n', 'a:1:10: version: got 2; need 1'],
    ['no version', 'data: garments\nmodel: { kind: knn }\n', 'a:1:1: version is missing; need version: 1'],
    [
      'an unknown metric',
      `${KNN}evaluate: { metrics: [acuracy] }\n`,
      "a:4:23: evaluate.metrics[0]: got 'acuracy'; did you mean 'accuracy'?",
    ],
    [
      'a slip in a union',
      'version: 1\ndata: { nam: garments }\nmodel: { kind: knn }\n',
      "a:2:9: data: unknown key 'nam'; did you mean 'name'?",
    ],
    ['no data', 'version: 1\nmodel: { kind: knn }\n', 'there is no data; add'],
    ['no model', 'version: 1\ndata: garments\n', 'there is no model; add'],
    ['a list at the top', '- 1\n', 'a:1:1: need a map of fields'],
    ['a name that is a path', `${KNN}name: ../x\n`, "a:4:7: name: got '../x'; need a name of letters"],
    ...['con', 'NUL.v2', 'Lpt1', 'best.'].map((name): [string, string, string] => [
      `the name ${name}, which no folder of Windows has`,
      `version: 1\ndata: garments\nmodels:\n  - { name: ${name}, model: { kind: knn } }\n`,
      `a:4:13: models[0].name: got '${name}'; need a name that a folder of Windows can have`,
    ]),
    [
      'two models of one name',
      'version: 1\ndata: garments\nmodels:\n  - { name: a, model: { kind: knn } }\n  - { name: a, model: { kind: knn } }\n',
      "a:4:3: there are two models named 'a'; names must differ",
    ],
    [
      'two models whose names differ in case alone',
      'version: 1\ndata: garments\nmodels:\n  - { name: a, model: { kind: knn } }\n  - { name: A, model: { kind: knn } }\n',
      "a:4:3: there are two models named 'a' and 'A'; names must differ in more than case",
    ],
    [
      'an enormous batch',
      `${KNN}train: { batchSize: 1e9 }\n`,
      'a:4:21: train.batchSize: got 1000000000; need at most 65536',
    ],
    [
      'an enormous layer',
      'version: 1\ndata: garments\nmodel: { kind: neural, network: { layers: [{ kind: dense, units: 1e9 }] } }\n',
      'a:3:66: model.network.layers[0].units: got 1000000000; need at most 1048576',
    ],
  ])('places %s', async (_, text, said) => {
    expect((await problemsOf(text))[0]).toContain(said);
  });

  test('reports every problem at once', async () => {
    expect(await problemsOf('version: 2\ndata: 5\nmodel: { kind: x }\nfoo: 1\n')).toHaveLength(4);
  });

  test('says what is missing when there is no such file', async () => {
    await expect(parseSpec(join(folder(), 'none.yaml'))).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});

describe('parseSpec with `set`', () => {
  test('changes fields, also of one model of a list', async () => {
    const path = await file('a.yaml', 'version: 1\ndata: garments\nmodels: [{ name: a, model: { kind: knn } }]\n');
    const set = [
      { path: 'models[0].model.k', value: 9 },
      { path: 'seed', value: 4 },
    ];
    const { models } = await parseSpec(path, { set });
    expect(models[0].config).toMatchObject({ seed: 4, model: { k: 9 } });
  });

  test('says which fields of `models` a field of `model` may mean', async () => {
    const list = '[{ name: a, model: { kind: knn } }, { name: b, model: { kind: dummy } }]';
    const path = await file('a.yaml', `version: 1\ndata: garments\nmodels: ${list}\n`);
    await expect(parseSpec(path, { set: [{ path: 'model.k', value: 3 }] })).rejects.toThrow(
      '--set model.k: this file has a list of models, and no model of its own; write --set models.0.model.k=VALUE or --set models.1.model.k=VALUE',
    );
    const { models } = await parseSpec(path, { set: [{ path: 'models.0.model.k', value: 3 }] });
    expect(models[0].config.model).toMatchObject({ k: 3 });
  });

  test('refuses what would change no model', async () => {
    const own = (name: string) => `{ name: ${name}, seed: 1, model: { kind: knn }, evaluate: { metrics: [accuracy] } }`;
    const path = await file('own.yaml', `version: 1\ndata: garments\nmodels: [${own('a')}, ${own('b')}]\n`);
    const setting = (field: string, value: unknown) => parseSpec(path, { set: [{ path: field, value }] });
    await expect(setting('evaluate.metrics', ['macro-f1'])).rejects.toThrow(
      '--set evaluate.metrics: every model has a value of its own there, so this changes nothing; write --set models.0.evaluate.metrics=VALUE or --set models.1.evaluate.metrics=VALUE',
    );
    await expect(setting('seed', 2)).rejects.toThrow('write --set models.0.seed=VALUE or --set models.1.seed=VALUE');
    await expect(setting('models.0.seed', 1)).resolves.toMatchObject({ seed: 0 });
    await expect(setting('description', 'of the file')).resolves.toMatchObject({ description: 'of the file' });

    const other = await file('compared.yaml', 'version: 1\ncompare: [own.yaml]\n');
    await expect(parseSpec(other, { set: [{ path: 'evaluate.metrics', value: ['macro-f1'] }] })).rejects.toThrow(
      '--set evaluate.metrics: this file compares models of other files',
    );
  });

  test('places problems at the option', async () => {
    const path = await file('a.yaml', KNN);
    await expect(parseSpec(path, { set: [{ path: 'model.kk', value: 1 }] })).rejects.toThrow(
      "--set model.kk: model: unknown key 'kk'",
    );
    await expect(parseSpec(path, { set: [{ path: 'version.x', value: 1 }] })).rejects.toThrow(
      "there is nothing at 'version.x'",
    );
  });
});
