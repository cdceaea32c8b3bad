import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InvalidSpecError } from '../document/problem.js';
import { type ParseOptions, parseSpec } from './parse-spec.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-spec-'));
  await writeFile(join(folder, 'package.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

/** The problems without the folder's name. */
async function problemsOf(text: string, options: ParseOptions = {}): Promise<readonly string[]> {
  const path = await file('a.pipeline.yaml', text);
  try {
    await parseSpec(path, options);
  } catch (error) {
    if (error instanceof InvalidSpecError)
      return error.message.split('\n').map((line) => line.replace(/^.*a\.pipeline\.yaml/, 'a'));
    throw error;
  }
  return [];
}

const KNN = 'version: 1\ndata: garments\nmodel: { kind: knn }\n';

describe('parseSpec(file)', () => {
  test('fills in names and defaults', async () => {
    const { name, variants } = await parseSpec(await file('small.pipeline.yaml', KNN));
    expect(name).toBe('small');
    expect(variants).toMatchObject([
      { name: 'small', setting: { seed: 0, data: { name: 'garments' }, preprocess: [], model: { kind: 'knn' } } },
    ]);
    expect(variants[0].evaluate.metrics).toEqual(['accuracy', 'macro-f1']);
  });

  test('reads the rows of a split from a file beside it, through extends and for single models', async () => {
    await file('shared/split.json', '{ "train": [0, 2], "validation": [1] }');
    await file('shared/base.yaml', 'split: { kind: index-file, file: split.json }\n');
    const { variants } = await parseSpec(
      await file(
        'a.yaml',
        `${KNN.replace('model:', 'models:\n  - { name: a, model:').replace('knn }', 'knn } }')}  - { name: b, model: { kind: knn }, split: { kind: index-file, file: b.json } }\nextends: shared/base.yaml\n`,
      ).then(async (path) => {
        await file('b.json', '{ "train": [5], "validation": [6] }');
        return path;
      }),
    );
    expect(variants.map(({ setting }) => setting.split)).toEqual([
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
    const { variants } = await parseSpec(
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
    expect(variants.map(({ name, setting }) => [name, setting.preprocess.length, setting.seed])).toEqual([
      ['a', 1, 0],
      ['b', 0, 3],
    ]);
  });

  test.each([
    ['an unknown key', `${KNN}evaluat: {}\n`, "a:4:1: unknown key 'evaluat'; did you mean 'evaluate'?"],
    [
      'a typo inside a kind',
      'version: 1\ndata: garments\nmodel:\n  kind: knn\n  neigbours: 5\n',
      "a:5:3: model: unknown key 'neigbours'; allowed are kind, k, metric, votes, alpha, scale, engine",
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
      'version: 1\ndata: garments\nmodel: { kind: knn, alpha: .inf }\n',
      'a:3:28: model.alpha: got Infinity; need a number',
    ],
    ['1e999', 'version: 1\ndata: garments\nmodel: { kind: knn, alpha: 1e999 }\n', 'a:3:28: model.alpha: got Infinity'],
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
    [
      'two models of one name',
      'version: 1\ndata: garments\nmodels:\n  - { name: a, model: { kind: knn } }\n  - { name: a, model: { kind: knn } }\n',
      "a:4:3: there are two models named 'a'; names must differ",
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
    await expect(parseSpec(join(folder, 'none.yaml'))).rejects.toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('parseSpec with `set`', () => {
  test('changes fields, also of one model of a list', async () => {
    const path = await file('a.yaml', 'version: 1\ndata: garments\nmodels: [{ name: a, model: { kind: knn } }]\n');
    const set = [
      { path: 'models[0].model.k', value: 9 },
      { path: 'seed', value: 4 },
    ];
    const { variants } = await parseSpec(path, { set });
    expect(variants[0].setting).toMatchObject({ seed: 4, model: { k: 9 } });
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

describe('parseSpec with `extends` and variables', () => {
  test('lays a file on others; maps merge, lists are replaced, null removes', async () => {
    await file(
      'base.yaml',
      'version: 1\ndata: { name: garments, subset: 100 }\npreprocess: [{ kind: scale }]\nmodel: { kind: knn, k: 3 }\n',
    );
    const path = await file(
      'a.yaml',
      'extends: base.yaml\npreprocess: []\ndata: { subset: null }\nmodel: { votes: distance }\n',
    );
    const { variants, files } = await parseSpec(path);
    expect(variants[0].setting).toEqual({
      seed: 0,
      data: { name: 'garments' },
      preprocess: [],
      model: { kind: 'knn', k: 3, votes: 'distance' },
    });
    expect(files).toHaveLength(2);
  });

  test('starts afresh where the kind differs', async () => {
    await file('base.yaml', `${KNN.replace('knn', 'knn, k: 3')}`);
    const { variants } = await parseSpec(await file('a.yaml', 'extends: base.yaml\nmodel: { kind: dummy }\n'));
    expect(variants[0].setting.model).toEqual({ kind: 'dummy' });
  });

  test('places a problem in the file that it is in', async () => {
    await file('base.yaml', `${KNN}sead: 3\n`);
    await expect(parseSpec(await file('a.yaml', 'extends: base.yaml\n'))).rejects.toThrow(
      /base\.yaml:4:1: unknown key 'sead'; did you mean 'seed'\?/,
    );
  });

  test('refuses circles', async () => {
    await file('base.yaml', 'extends: a.yaml\n');
    await expect(parseSpec(await file('a.yaml', 'extends: base.yaml\n'))).rejects.toThrow('break the circle');
  });

  test('replaces variables, keeping their type', async () => {
    const { variants } = await parseSpec(
      await file(
        'a.yaml',
        `version: 1\nvars: { k: 7, which: garments }\ndata: \${which}\nmodels:\n  - { name: "knn-\${k}", model: { kind: knn, k: "\${k}" } }\n`,
      ),
    );
    expect(variants[0]).toMatchObject({ name: 'knn-7', setting: { data: { name: 'garments' }, model: { k: 7 } } });
  });

  test('places unknown variables, circles and explosions', async () => {
    expect((await problemsOf(`${KNN}vars: { depth: 1 }\nname: \${dept}\n`))[0]).toBe(
      `a:5:7: \${dept}: there is no such variable; did you mean \${depth}?`,
    );
    expect((await problemsOf(`${KNN}vars: { a: "\${b}", b: "\${a}" }\nname: \${a}\n`))[0]).toContain(
      'refers to itself: a -> b -> a',
    );
    const doubling = Array.from({ length: 40 }, (_, at) => `v${at + 1}: ["\${v${at}}", "\${v${at}}"]`).join(', ');
    expect((await problemsOf(`${KNN}vars: { v0: 1, ${doubling} }\nname: \${v40}\n`))[0]).toContain(
      'refused: the variables expand to more than',
    );
  });
});

describe('parseSpec with `sweep` and `compare`', () => {
  const sweep = (text: string): string => `${KNN}split: { kind: last, validation: 10 }\nsweep: ${text}\n`;

  test('expands a grid into checked settings', async () => {
    const { variants } = await parseSpec(
      await file('a.yaml', sweep('{ kind: grid, over: { model.k: [1, 3], model.votes: [uniform, distance] } }')),
    );
    expect(variants[0].sweep?.points.map(({ label }) => label)).toEqual([
      'k=1, votes=uniform',
      'k=1, votes=distance',
      'k=3, votes=uniform',
      'k=3, votes=distance',
    ]);
  });

  test('draws the same random settings for the same seed, no setting twice', async () => {
    const path = await file('a.yaml', sweep('{ kind: random, samples: 50, over: { model.k: { integer: [1, 20] } } }'));
    const labels = async () => (await parseSpec(path)).variants[0].sweep?.points.map(({ label }) => label) ?? [];
    const drawn = await labels();
    expect(drawn).toEqual(await labels());
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(drawn).toHaveLength(20); // all there are
  });

  test.each([
    [
      'a value that does not fit',
      '{ kind: grid, over: { model.k: [1, 0] } }',
      'a:5:39: model.k: got 0; need at least 1',
    ],
    ['a field that is not there', '{ kind: grid, over: { model.kk: [1] } }', "a:5:40: model: unknown key 'kk'"],
    [
      'too many settings',
      `{ kind: grid, over: { model.k: [${Array(200).fill(1)}], model.alpha: [${Array(200).fill(1)}] } }`,
      '40000 settings; need at most 10000',
    ],
  ])('places %s', async (_, text, said) => {
    expect((await problemsOf(sweep(text)))[0]).toContain(said);
  });

  test('joins the models of other files under their names', async () => {
    await file(
      'other.pipeline.yaml',
      'version: 1\ndata: garments\nmodels:\n  - { name: a, model: { kind: knn } }\n  - { name: b, model: { kind: dummy } }\n',
    );
    const { variants } = await parseSpec(await file('all.yaml', 'version: 1\ncompare:\n  - other.pipeline.yaml\n'));
    expect(variants.map(({ name }) => name)).toEqual(['other.a', 'other.b']);
    const some = await parseSpec(
      await file('some.yaml', 'version: 1\ncompare: [{ pipeline: other.pipeline.yaml, models: [b], prefix: x }]\n'),
    );
    expect(some.variants.map(({ name }) => name)).toEqual(['x.b']);
    expect(await problemsOf('version: 1\ncompare: [{ pipeline: other.pipeline.yaml, models: [c] }]\n')).toEqual([
      "a:2:11: compare: 'other.pipeline.yaml' has no model 'c'; it has a, b",
    ]);
  });
});

describe('paths in a pipeline file', () => {
  const hostile = [
    '../secret.yaml',
    'x/../../secret.yaml',
    '/etc/passwd',
    'C:\\secret.yaml',
    '\\\\server\\share',
    'file:///etc/passwd',
    'https://example.org/a.yaml',
    '//proc/self/root/etc/passwd',
    'a%2e%2e/secret.yaml',
    '..%252fsecret.yaml',
    'link.yaml',
    'linked/secret.yaml',
    `${'a/'.repeat(2500)}b`,
  ];

  test.each(hostile)('%s is refused by extends and compare', async (path) => {
    const outside = await mkdtemp(join(tmpdir(), 'selvedge-outside-'));
    await writeFile(join(outside, 'secret.yaml'), KNN);
    await symlink(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    await symlink(outside, join(folder, 'linked'));
    const quoted = JSON.stringify(path);
    expect(await problemsOf(`extends: ${quoted}\n`)).toEqual([
      expect.stringMatching(/^a:1:10: extends.*(refused|at most 4096)/),
    ]);
    expect(await problemsOf(`${KNN}compare: [${quoted}]\n`)).toEqual([
      expect.stringMatching(/^a:4:11: compare.*(refused|at most 4096)/),
    ]);
    await rm(outside, { recursive: true });
  });

  test('an absolute path is accepted when it was asked for', async () => {
    const base = await file('base.yaml', KNN);
    const path = await file('a.yaml', `extends: ${base}\n`);
    await expect(parseSpec(path)).rejects.toThrow('--allow-outside');
    await expect(parseSpec(path, { allowOutside: true })).resolves.toMatchObject({ name: 'a' });
  });
});
