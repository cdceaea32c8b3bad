import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromZoo, type NetworkSpec, resolveNetwork, type ZooSpec } from '@selvedge/networks';
import { createRegistry, type NamedNetwork, type PipelineInput, parseSpec } from '@selvedge/pipeline';
import type { NetworkContext } from '@selvedge/pipeline/types';
import { CATALOGUE, fileOf } from './catalogue.js';
import { NETWORKS } from './networks.js';
import { studiesPlugin } from './plugin.js';

const home = fileURLToPath(new URL('..', import.meta.url));

// Written by the version in which these were names of `@selvedge/networks`: the layers must stay what they were.
const reference = JSON.parse(readFileSync(new URL('./networks.reference.json', import.meta.url), 'utf8')) as {
  readonly networks: Readonly<Record<string, { readonly ten: NetworkSpec; readonly three: NetworkSpec }>>;
  readonly rows: Readonly<Record<string, NetworkSpec>>;
};

const declared = (named: NamedNetwork, context: NetworkContext): NetworkSpec =>
  typeof named === 'function' ? named(context) : fromZoo({ ...named, ...context } as ZooSpec);

const registry = createRegistry([studiesPlugin]);

describe('the networks of the studies', () => {
  test.each(Object.keys(reference.networks))('%s has the layers that it had', (name) => {
    const { ten, three } = reference.networks[name];
    expect(declared(NETWORKS[name], { classes: 10 })).toEqual(ten);
    expect(declared(NETWORKS[name], { classes: 3, inputShape: [32, 32, 3] })).toEqual(three);
  });

  test('are the networks of the rows', async () => {
    const files = [...CATALOGUE.map((row) => [row.id, fileOf(row)]), ['quickstart', 'quickstart.pipeline.yaml']];
    const found: Record<string, NetworkSpec> = {};
    for (const [id, file] of files) {
      const { models } = await parseSpec(join(home, file), { registry });
      for (const { name, config } of models) {
        if (config.model.kind !== 'neural') continue;
        const spec = config.model['network'] as NetworkSpec | (ZooSpec & Partial<NetworkContext>);
        if (!('zoo' in spec)) found[`${id}/${name}`] = spec;
        else found[`${id}/${name}`] = declared(NETWORKS[spec.zoo] ?? (spec as ZooSpec), { classes: 10 });
      }
    }
    expect(found).toEqual(reference.rows);
  });

  // The counts are of the reports' own code and text, without moving statistics.
  test.each([
    ['pyramid-mlp', 550_385, 0],
    ['report-cnn', 224_714, 0],
    ['linear-net', 101_770, 0],
    ['keras-mlp', 932_362, 0],
    ['pytorch-mlp', 269_322, 0],
    ['cnn-4', 389_578, 0],
    ['cnn-model-4', 104_650, 0],
    ['tanh-net', 2_652_010, 0],
    ['tanh-net-wide', 784 * 5000 + 5000 + 50_010, 0],
    ['cnn-model-5', 6.84e6, 0.01],
    ['cnn-1', 101_770, 0.01], // 'almost identical to the linear one'
  ])('%s has about %d parameters', (name, count, tolerance) => {
    const { parameterCount } = resolveNetwork(declared(NETWORKS[name], { classes: 10 }), [28, 28, 1]);
    expect(Math.abs(parameterCount / count - 1)).toBeLessThanOrEqual(tolerance);
  });

  test.each(Object.keys(NETWORKS))('%s fits 28 x 28 grey images and ten classes', (name) => {
    const { outputs, head } = resolveNetwork(declared(NETWORKS[name], { classes: 10 }), [28, 28, 1]);
    expect([outputs, head === 'linear']).toEqual([10, false]);
  });
});

test.each(Object.keys(NETWORKS))('without the plugin, %s is refused with how plugins are registered', async (name) => {
  const model = { kind: 'neural', network: { zoo: name } };
  const parsing = parseSpec({ version: 1, data: 'garments', model } as unknown as PipelineInput);
  const { message } = (await parsing.catch((error: unknown) => error)) as Error;
  expect(message).toMatch(/registered are mlp, convnet, .*`export default \{ plugins: \[plugin\] \};`.* --config FILE/);
});

test('every flaw from F1 to F19 has a sentence', () => {
  expect([...registry.flaws.keys()]).toEqual(Array.from({ length: 19 }, (_, at) => `F${at + 1}`));
});
