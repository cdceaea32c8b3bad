import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dummy, loadDummy } from '@selvedge/classical';
import { z } from '@selvedge/component/zod';
import { createTransform, loadTransform } from '@selvedge/preprocess';
import type { ModelEntry } from '../registry/model-entry.js';
import type { Plugin } from '../registry/plugin.js';
import { createRegistry } from '../registry/registry.js';
import type { PipelineInput } from '../spec/schema.js';
import { loadRunModel } from './load-model.js';
import { replay } from './replay.js';
import { findRun } from './run-folder.js';
import { run } from './run-pipeline.js';

declare module '../registry/models.js' {
  interface CustomModelSpecs {
    mine: { readonly kind: 'mine'; readonly strategy?: 'most-frequent' | 'prior' };
  }
}
declare module '../registry/built-in-transforms.js' {
  interface CustomTransformSpecs {
    halve: { readonly kind: 'halve' };
  }
}
declare module '../registry/network-schema.js' {
  interface CustomNetworks {
    tiny: true;
  }
}

const mine: ModelEntry<{ readonly kind: 'mine'; readonly strategy?: 'most-frequent' | 'prior' }> = {
  kind: 'mine',
  schema: z.strictObject({ kind: z.literal('mine'), strategy: z.enum(['most-frequent', 'prior']).exactOptional() }),
  family: 'classical',
  create: ({ kind: _, ...params }) => new Dummy(params),
  load: (saved) => loadDummy({ ...saved, format: 'selvedge.dummy' }),
};
const plugin: Plugin = {
  name: 'mine',
  version: '1',
  models: [mine],
  transforms: [
    {
      kind: 'halve',
      schema: z.strictObject({ kind: z.literal('halve') }),
      create: () => createTransform({ kind: 'scale', factor: 0.5 }),
      load: loadTransform,
    },
  ],
  networks: { tiny: { zoo: 'mlp', hidden: [4] } },
  flaws: { F1: 'the test rows were looked at' },
};
const registry = createRegistry([plugin]);

let folder: string;
let options: { readonly runsDirectory: string; readonly cacheDirectory: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-plugins-'));
  options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
});
afterAll(() => rm(folder, { recursive: true }));

const pipeline: PipelineInput = {
  version: 1,
  data: { name: 'garments', subset: { train: 200, test: 50 } },
  preprocess: [{ kind: 'halve' }],
  model: { kind: 'mine', strategy: 'prior' },
  reported: { metrics: { accuracy: 0.5 }, flaws: ['F1'] },
  report: { html: false },
};
const outcomes = async (...given: Parameters<typeof run>): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await run(...given)).steps.map(({ id, outcome }) => [id, outcome]));

describe('run(pipeline, { registry })', () => {
  test('names, checks, caches and runs models and transforms of plugins like any other', async () => {
    const { results, folder: path, record } = await run(pipeline, { ...options, registry });
    expect(results.models[0]).toMatchObject({
      kind: 'mine',
      trainRows: 200,
      reported: { flaws: ['F1: the test rows were looked at'] },
    });
    expect(record.plugins).toEqual([{ name: 'mine', version: '1', models: ['mine'], transforms: ['halve'] }]);
    expect(await outcomes(pipeline, { ...options, registry })).toMatchObject({ 'predict/pipeline/test': 'cached' });
    await expect(
      run({ ...pipeline, model: { kind: 'mine', strategy: 'x' as 'prior' } }, { ...options, registry }),
    ).rejects.toThrow("model.strategy: got 'x'; need one of most-frequent, prior");
    const rows = { features: { values: new Uint8Array(784), rows: 1, columns: 784 }, shape: [28, 28, 1] };
    const { predicted } = await (await loadRunModel(path, undefined, { registry })).predict(rows);
    expect(predicted).toHaveLength(1);
    await expect(loadRunModel(path)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /there is no transform 'halve'.*write `export default \{ plugins: \[plugin\] \};`/,
      ),
    });
  });

  test('computes again when the version of a plugin changes, and says so', async () => {
    const newer = createRegistry([{ ...plugin, version: '2' }]);
    expect(await outcomes(pipeline, { ...options, registry: newer })).toMatchObject({ 'fit/pipeline': 'ran' });
  });

  test('fits a named network as the layers it stands for, which load without the plugin', async () => {
    const network = { zoo: 'tiny' } as const;
    const trained: PipelineInput = {
      ...pipeline,
      preprocess: [],
      model: { kind: 'neural', network },
      train: { epochs: 1 },
    };
    const { results, folder: path } = await run(trained, { ...options, registry });
    const written: PipelineInput = { ...trained, model: { kind: 'neural', network: { zoo: 'mlp', hidden: [4] } } };
    const plain = await run({ ...written, reported: { metrics: {} } }, options);
    const digestOf = ({ models }: typeof results) => models[0].parts.test?.digest;
    expect(digestOf(results)).toBe(digestOf(plain.results));
    expect((await loadRunModel(path)).classes).toHaveLength(10);
    const other = createRegistry([{ ...plugin, networks: { tiny: { zoo: 'mlp', hidden: [5] } } }]);
    expect(await outcomes(trained, { ...options, registry: other })).toMatchObject({ 'fit/pipeline': 'ran' });
  });

  test('replays with the plugins, and names those whose version is another', async () => {
    const { record } = await run(pipeline, { ...options, registry });
    const listed = await findRun(record.id, options.runsDirectory);
    expect(await replay(listed, { registry })).toMatchObject({ same: true, changed: [] });
    const newer = createRegistry([{ ...plugin, version: '2' }]);
    expect((await replay(listed, { registry: newer })).changed).toEqual(['the plugin mine: 1 then, 2 now']);
  });

  test('replays networks and flaws of a plugin from the run alone', async () => {
    const named: PipelineInput = {
      ...pipeline,
      name: 'named',
      preprocess: [],
      split: { kind: 'last', validation: 50 },
      model: { kind: 'neural', network: { zoo: 'tiny' } },
      train: { epochs: 1 },
      sweep: { kind: 'grid', over: { 'model.network.zoo': ['tiny', 'wide'] } },
    };
    const wide = (units: number): Plugin['networks'] => ({
      tiny: ({ classes }) => ({
        layers: [{ kind: 'flatten' }, { kind: 'dense', units: classes, activation: 'softmax' }],
      }),
      wide: { zoo: 'mlp', hidden: [units] },
    });
    const withNetworks = createRegistry([{ ...plugin, networks: { ...wide(8) } }]);
    const { record, folder: path } = await run(named, { ...options, registry: withNetworks });
    const listed = await findRun(record.id, options.runsDirectory);
    expect(await replay(listed)).toMatchObject({ same: true, changed: [] });
    const other = createRegistry([{ ...plugin, version: '9', networks: { ...wide(9) } }]);
    expect(await replay(listed, { registry: other })).toMatchObject({
      same: true,
      changed: ["the network wide has other layers now; the run's were used"],
    });
    await rm(join(path, 'networks.json'));
    await expect(replay(listed)).rejects.toThrow(/sweep\.over\.model\.network\.zoo\[[01]\]: got '(tiny|wide)'/); // the one that was not chosen
  });

  test('replays a run of an earlier release from the layers of its saved model', async () => {
    const named = {
      ...pipeline,
      preprocess: [],
      model: { kind: 'neural', network: { zoo: 'tiny' } },
      train: { epochs: 1 },
    };
    const { record, folder: path } = await run(named as PipelineInput, { ...options, registry });
    await rm(join(path, 'networks.json'));
    const listed = await findRun(record.id, options.runsDirectory);
    expect(await replay(listed)).toMatchObject({ same: true, changed: [] });
  });

  test('does everything in this process where another could not load the plugins', async () => {
    const notes: string[] = [];
    const sweep: PipelineInput['sweep'] = { kind: 'grid', over: { 'model.strategy': ['prior', 'most-frequent'] } };
    await run(
      { ...pipeline, split: { kind: 'last', validation: 50 }, sweep },
      {
        ...{ ...options, registry, workers: 2 },
        onEvent: (event) => event.event === 'note' && notes.push(event.text),
      },
    );
    expect(notes.join()).toContain('another one could not load the plugins');
  });

  test('refuses what only another run has plugins for', async () => {
    await expect(run(pipeline, options)).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-spec', message: expect.stringContaining("model.kind: got 'mine'") }),
    );
  });
});
