import { Dummy, loadDummy } from '@selvedge/classical';
import { z } from '@selvedge/component/zod';
import type { FittedClassifier, LabelledRows } from '@selvedge/data';
import type { ModelEntry } from './model-entry.js';
import { createRegistry } from './registry.js';
import type { TransformEntry } from './transform-entry.js';

const rows: LabelledRows = {
  features: { values: new Float32Array([1, 2, 3, 4]), rows: 4, columns: 1 },
  labels: new Uint16Array([0, 1, 1, 1]),
  classes: ['a', 'b'],
};
const context = { shape: [1], classes: 2 };

const lamp: ModelEntry = {
  kind: 'lamp',
  schema: z.strictObject({ kind: z.literal('lamp') }),
  family: 'classical',
  create: () => new Dummy({}),
  load: loadDummy,
};
function entryOf(changes: object): ModelEntry {
  const registry = createRegistry([{ name: 'lamps', version: '1', models: [{ ...lamp, ...changes }] }]);
  return registry.models.get('lamp') as ModelEntry;
}
const fitted = async (changes: object): Promise<FittedClassifier> =>
  (await entryOf(changes).create({ kind: 'lamp' }, undefined, context)).fit(rows);
const fitting = (model: object) => ({ create: () => ({ fit: async () => model }) });
const probabilities = (values: readonly number[], count = 4) => ({
  classes: rows.classes,
  save: () => 3,
  predictProba: async () => ({ values: Float32Array.from(values), rows: count, columns: 2 }),
});

describe('ownedEntry(plugin, what, entry)', () => {
  test('works as the entry itself, with private fields, instances and getters', async () => {
    const model = await fitted({});
    expect(Array.from(await model.predict(rows.features))).toEqual([1, 1, 1, 1]);
    expect(model.classes).toEqual(['a', 'b']);
    const again = await entryOf({}).load(model.save());
    expect(await again.predictProba(rows.features)).toEqual(await model.predictProba(rows.features));
    expect(again instanceof (loadDummy(model.save()).constructor as new () => object)).toBe(true);
    expect(await fitted({ create: () => Object.freeze(new Dummy({})) })).toHaveProperty('classes');
  });

  test.each<readonly [string, () => Promise<unknown>]>([
    [
      'create: no luck.',
      () =>
        fitted({
          create: () => {
            throw new Error('no luck');
          },
        }),
    ],
    ['create: it gave undefined; need an object with fit.', () => fitted({ create: () => undefined })],
    ['fit: text.', () => fitted({ create: () => ({ fit: () => Promise.reject('text') }) })],
    ['fit: it gave an object; need an object with predictProba and save.', () => fitted(fitting({}))],
    [
      'load: gone.',
      async () =>
        entryOf({
          load: () => {
            throw new Error('gone');
          },
        }).load({} as never),
    ],
    [
      'predictProba: it gave 1 x 2 in 2 numbers; need a matrix of 4 x 2.',
      async () => (await fitted(fitting(probabilities([1, 0], 1)))).predictProba(rows.features),
    ],
    [
      'predictProba: it gave a number that is not finite.',
      async () => (await fitted(fitting(probabilities([1, 0, 1, 0, 1, 0, NaN, 0])))).predictProba(rows.features),
    ],
    [
      'save: it gave 3; need { format, version, config, tensors }.',
      async () => (await fitted(fitting(probabilities([])))).save(),
    ],
  ])('fails under the name of the plugin: %s', async (text, work) => {
    await expect(work()).rejects.toMatchObject({
      code: 'invalid-argument',
      message: `plugin lamps: the model 'lamp' failed in ${text}`,
    });
  });

  test('names preparation steps, too', async () => {
    const halve = {
      kind: 'halve',
      schema: z.strictObject({ kind: z.literal('halve') }),
      create: () => ({ fit: async () => ({ apply: () => undefined, save: () => 3 }) }),
      load: () => 3,
    };
    const entry = createRegistry([
      { name: 'p', version: '1', transforms: [halve as unknown as TransformEntry] },
    ]).transforms.get('halve');
    const step = await entry?.create({ kind: 'halve' }).fit({ features: rows.features, shape: [1] });
    expect(() => step?.apply({ features: rows.features, shape: [1] })).toThrow(
      "plugin p: the preparation step 'halve' failed in apply: it gave undefined; need { features, shape }.",
    );
  });

  test('leaves errors that say what to do as they are, and gives plugins back their own objects', async () => {
    const refusing = { create: () => new Dummy({ strategy: 'odd' as 'prior' }) };
    await expect(fitted(refusing)).rejects.toThrow(/^classifier 'dummy': strategy/);
    let seen: unknown;
    const made = loadDummy((await fitted({})).save());
    const sharedFit = {
      predictMany: (model: unknown) => {
        seen = model;
      },
    };
    const entry = entryOf({ ...fitting(made), sharedFit });
    const model = await (await entry.create({ kind: 'lamp' }, undefined, context)).fit(rows);
    (entry.sharedFit as unknown as typeof sharedFit).predictMany(model);
    expect(model).not.toBe(made);
    expect(seen).toBe(made);
  });
});
