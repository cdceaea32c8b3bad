import { classifiers, Dummy, loadDummy } from '@selvedge/classical';
import { z } from '@selvedge/component/zod';
import { ownTransforms } from './built-in-transforms.js';
import type { ModelEntry } from './model-entry.js';
import type { Plugin } from './plugin.js';
import { BUILT_IN, createRegistry, isOfThisProcess, pluginVersions } from './registry.js';

const mine: ModelEntry = {
  kind: 'mine',
  schema: z.strictObject({ kind: z.literal('mine') }),
  family: 'classical',
  create: () => new Dummy({}),
  load: loadDummy,
};

const named = (kind: string) => ({ ...mine, kind, schema: z.strictObject({ kind: z.literal(kind) }) });
const modelsOf = (...models: unknown[]) => [{ name: 'p', models }];

describe('createRegistry(plugins)', () => {
  test('knows every model and transform that the packages have', () => {
    expect([...BUILT_IN.models.keys()]).toEqual(expect.arrayContaining([...classifiers.kinds, 'neural']));
    expect([...BUILT_IN.transforms.keys()]).toEqual(ownTransforms.kinds);
  });

  test('adds what plugins name, and leaves other registries as they are', () => {
    const plugin: Plugin = { name: 'of-mine', version: '2', models: [mine], networks: { net: { zoo: 'lenet' } } };
    const registry = createRegistry([plugin]);
    expect(registry.models.get('mine')?.schema).toBe(mine.schema);
    expect([...registry.networks.keys()]).toEqual(['net']);
    expect(pluginVersions(registry, 'models', 'mine')).toEqual({
      'plugin of-mine': expect.stringMatching(/^2 [0-9a-f]{12}$/),
    });
    expect(pluginVersions(registry, 'models', 'knn')).toEqual({});
    expect(BUILT_IN.models.has('mine')).toBe(false);
    expect([isOfThisProcess(BUILT_IN), isOfThisProcess(registry)]).toEqual([false, true]);
  });

  test.each(['', 'A', '../x', 'https://x', 'constructor x', undefined])(
    'refuses the kind %j, which is not a plain name',
    (kind) => {
      const plugin = { name: 'p', version: '1', models: [{ ...mine, kind }] } as unknown as Plugin;
      expect(() => createRegistry([plugin])).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    },
  );

  test.each<readonly [string, readonly unknown[]]>([
    ["plugin p: the model 'knn' is taken by Selvedge itself", [{ name: 'p', version: '1', models: [named('knn')] }]],
    [
      "plugin q: the model 'mine' is taken by plugin p",
      [
        { name: 'p', version: '1', models: [mine] },
        { name: 'q', version: '1', models: [mine] },
      ],
    ],
    ["the transform 'scale' is taken", [{ name: 'p', version: '1', transforms: [named('scale')] }]],
    ["the network 'lenet' is taken", [{ name: 'p', networks: { lenet: { zoo: 'lenet' } } }]],
    ["two plugins 'p'", [{ name: 'p' }, { name: 'p' }]],
    ['a plugin has the name undefined', [{}]],
    ["there is no field 'model' (did you mean 'models'?)", [{ name: 'p', model: [mine] }]],
    ['models is {}; need a list', [{ name: 'p', models: {} }]],
    [
      "models[0] ('x').create is undefined, not a function; need { kind, schema, family, create, load }",
      modelsOf({ kind: 'x' }),
    ],
    ['transforms[0] is 3; need { kind, schema, create, load }', [{ name: 'p', transforms: [3] }]],
    ["('mine').schema is an object with a, not a zod schema", modelsOf({ ...mine, schema: { a: 1 } })],
    [
      "('mine').schema has no kind: write z.strictObject({ kind: z.literal('mine'), ... })",
      modelsOf({ ...mine, schema: z.string() }),
    ],
    ['.schema has the kind "other": write', modelsOf({ ...mine, schema: z.object({ kind: z.literal('other') }) })],
    [".family is \"odd\", not 'classical' or 'neural'", modelsOf({ ...mine, family: 'odd' })],
    ["networks['n'] is 3; need a network of the zoo", [{ name: 'p', networks: { n: 3 } }]],
    ["flaws['F1'] is true; need a sentence", [{ name: 'p', flaws: { F1: true } }]],
    ['plugins is {}; need a list: createRegistry([plugin])', {} as unknown[]],
    ['a plugin is 3; need an object', [3]],
    ["version is missing; need a text, for instance '1.0.0'", [{ name: 'p', models: [mine] }]],
    ["version is 2; need a text, for instance '1.0.0'", [{ name: 'p', version: 2 }]],
  ])('refuses with: %s', (text, plugins) => {
    expect(() => createRegistry(plugins as readonly Plugin[])).toThrow(text);
  });
});
