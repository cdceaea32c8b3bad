import { KNN, useSpecFolder } from '../../test/spec-folder.js';
import { parseSpec } from './parse-spec.js';

const { file, problemsOf } = useSpecFolder();

describe('parseSpec with `extends` and variables', () => {
  test('lays a file on others; maps merge, lists are replaced, null removes', async () => {
    await file(
      'base.yaml',
      'version: 1\ndata: { name: garments, subset: 100 }\npreprocess: [{ kind: scale }]\nmodel: { kind: knn, k: 3 }\n',
    );
    const path = await file(
      'a.yaml',
      'extends: base.yaml\npreprocess: []\ndata: { subset: null }\nmodel: { weights: distance }\n',
    );
    const { models, files } = await parseSpec(path);
    expect(models[0].config).toEqual({
      seed: 0,
      data: { name: 'garments' },
      preprocess: [],
      model: { kind: 'knn', k: 3, weights: 'distance' },
    });
    expect(files).toHaveLength(2);
  });

  test('starts from scratch where the kind differs', async () => {
    await file('base.yaml', `${KNN.replace('knn', 'knn, k: 3')}`);
    const { models } = await parseSpec(await file('a.yaml', 'extends: base.yaml\nmodel: { kind: dummy }\n'));
    expect(models[0].config.model).toEqual({ kind: 'dummy' });
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
    const { models } = await parseSpec(
      await file(
        'a.yaml',
        `version: 1\nvars: { k: 7, which: garments }\ndata: \${which}\nmodels:\n  - { name: "knn-\${k}", model: { kind: knn, k: "\${k}" } }\n`,
      ),
    );
    expect(models[0]).toMatchObject({ name: 'knn-7', config: { data: { name: 'garments' }, model: { k: 7 } } });
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
