import { KNN, useSpecFolder } from '../../test/spec-folder.js';
import { parseSpec } from './parse-spec.js';

const { file, problemsOf } = useSpecFolder();

describe('parseSpec with `sweep` and `compare`', () => {
  const sweep = (text: string): string => `${KNN}split: { kind: last, validation: 10 }\nsweep: ${text}\n`;

  test('expands a grid into checked settings', async () => {
    const { models } = await parseSpec(
      await file('a.yaml', sweep('{ kind: grid, over: { model.k: [1, 3], model.weights: [uniform, distance] } }')),
    );
    expect(models[0].sweep?.trials.map(({ label }) => label)).toEqual([
      'k=1, weights=uniform',
      'k=1, weights=distance',
      'k=3, weights=uniform',
      'k=3, weights=distance',
    ]);
  });

  test('draws the same random settings for the same seed, no config twice', async () => {
    const path = await file('a.yaml', sweep('{ kind: random, samples: 50, over: { model.k: { integer: [1, 20] } } }'));
    const labels = async () => (await parseSpec(path)).models[0].sweep?.trials.map(({ label }) => label) ?? [];
    const drawn = await labels();
    expect(drawn).toEqual(await labels());
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(drawn).toHaveLength(20); // all there are
  });

  test.each([
    [
      'a value that does not fit',
      '{ kind: grid, over: { model.k: [1, 0] } }',
      'a:5:43: sweep.over.model.k[1]: got 0; need at least 1',
    ],
    [
      'a part of a value out of range',
      '{ kind: grid, over: { model: [{ kind: knn }, { kind: knn, k: x }] } }',
      "a:5:69: sweep.over.model[1].k: got 'x'; need a number",
    ],
    [
      'a range that ends before it begins',
      '{ kind: random, samples: 2, over: { model.k: { integer: [5, 1] } } }',
      'a:5:64: sweep.over.model.k.integer: got a list of 2; need [low, high], as in { integer: [1, 5] }',
    ],
    [
      'a range of halves for whole numbers',
      '{ kind: random, samples: 2, over: { model.k: { integer: [0.5, 2] } } }',
      'a:5:65: sweep.over.model.k.integer[0]: got 0.5; need a whole number',
    ],
    [
      'a resource that shrinks',
      '{ kind: successive-halving, over: { model.weights: [uniform, distance] }, samples: 2, from: 9, to: 1, resource: model.k }',
      'sweep: search: from is 9 and to is 1; the resource grows',
    ],
    [
      'rungs that shrink',
      '{ kind: asha, over: { model.weights: [uniform, distance] }, maxTrials: 2, minResource: 9, maxResource: 1, resource: model.k }',
      'sweep: search: minResource is 9 and maxResource is 1; the resource grows',
    ],
    [
      'a last rung that does not fit',
      '{ kind: asha, over: { model.weights: [uniform, distance] }, maxTrials: 2, maxResource: 100000000, resource: model.k }',
      "sweep.resource: 'model.k' cannot be 100000000: model.k: got 100000000; need at most",
    ],
    [
      'the name that Optuna has for the number of trials',
      '{ kind: tpe, over: { model.k: [1, 3] }, nTrials: 2 }',
      "unknown key 'nTrials'; write 'maxTrials'",
    ],
    ['a field that is not there', '{ kind: grid, over: { model.kk: [1] } }', "a:5:41: model: unknown key 'kk'"],
    [
      'too many settings',
      `{ kind: grid, over: { model.k: [${Array(200).fill(1)}], model.gamma: [${Array(200).fill(1)}] } }`,
      '40000 settings; need at most 10000',
    ],
    [
      'a resource that is no field',
      '{ kind: successive-halving, over: { model.k: [1, 3] }, samples: 2, from: 1, to: 9, resource: epochs }',
      "a:5:101: sweep.resource: 'epochs' cannot be 1: unknown key 'epochs'",
    ],
    [
      'a resource whose last value does not fit',
      '{ kind: successive-halving, over: { model.weights: [uniform, distance] }, samples: 2, from: 1, to: 100000000, resource: model.k }',
      "a:5:128: sweep.resource: 'model.k' cannot be 100000000: model.k: got 100000000; need at most",
    ],
  ])('places %s', async (_, text, said) => {
    expect((await problemsOf(sweep(text)))[0]).toContain(said);
  });

  test('lets halving raise a field of the short form of data', async () => {
    const halving =
      '{ kind: successive-halving, over: { model.k: [1, 3] }, samples: 2, resource: data.subset, from: 50, to: 100 }';
    const { models } = await parseSpec(await file('a.yaml', sweep(halving)));
    expect(models[0].sweep?.trialAt({ 'model.k': 1, 'data.subset': 50 }).config.data).toMatchObject({ subset: 50 });
  });

  test('joins the models of other files under their names', async () => {
    await file(
      'other.pipeline.yaml',
      'version: 1\ndata: garments\nmodels:\n  - { name: a, model: { kind: knn } }\n  - { name: b, model: { kind: dummy } }\n',
    );
    const { models } = await parseSpec(await file('all.yaml', 'version: 1\ncompare:\n  - other.pipeline.yaml\n'));
    expect(models.map(({ name }) => name)).toEqual(['other.a', 'other.b']);
    const some = await parseSpec(
      await file('some.yaml', 'version: 1\ncompare: [{ pipeline: other.pipeline.yaml, models: [b], prefix: x }]\n'),
    );
    expect(some.models.map(({ name }) => name)).toEqual(['x.b']);
    expect(await problemsOf('version: 1\ncompare: [{ pipeline: other.pipeline.yaml, models: [c] }]\n')).toEqual([
      "a:2:11: compare: 'other.pipeline.yaml' has no model 'c'; it has a, b",
    ]);
  });
});
