import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NetworkSpec } from '../declaration/layer-spec.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { probabilitiesOf } from '../engine/head.js';
import { compileReference } from '../testing/reference/reference-engine.js';
import { importKeras } from './import-keras.js';
import type { KerasTopology } from './keras-json.js';
import { loadKeras } from './load-keras.js';
import reference from './parts-of-keras.reference.json' with { type: 'json' };
import { saveKeras } from './save-keras.js';

const stored = fileURLToPath(new URL('parts-of-keras.reference.keras', import.meta.url));

test('loadKeras reads SeparableConv2D and kept axes as several layers, and Multiply, which saveKeras writes', async () => {
  const { declaration, weights, skipped } = await loadKeras(stored);
  expect(skipped).toEqual(['drop']);
  expect(declaration.layers.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'depthwise-conv2d a_depthwise',
    'conv2d a',
    'depthwise-conv2d b_depthwise',
    'conv2d b',
    'global-average-pooling2d mean_mean',
    'reshape mean',
    'conv2d e',
    'multiply excited',
    'conv2d c',
    'flatten flatten',
    'dense d',
  ]);
  expect(declaration.layers[3]).toMatchObject({
    useBias: false,
    kernelInitializer: { kind: 'variance-scaling', scale: 2, mode: 'fan-out', distribution: 'untruncated-normal' },
  });
  await expectPrediction(declaration, weights);

  const network = resolveNetwork(declaration);
  const parameters = new Float32Array(network.parameterCount);
  for (const { name, offset } of network.parameters) parameters.set(weights[name], offset);
  const path = join(mkdtempSync(join(tmpdir(), 'selvedge-parts-')), 'a.keras');
  await saveKeras({ network, weights: { parameters, state: new Float32Array(0) } }, path);
  const again = await loadKeras(path);
  expect(resolveNetwork(again.declaration).nodes).toEqual(network.nodes);
  await expectPrediction(again.declaration, again.weights);
});

async function expectPrediction(
  declaration: NetworkSpec,
  weights: Readonly<Record<string, Float32Array>>,
): Promise<void> {
  const network = resolveNetwork(declaration);
  const compiled = compileReference(network);
  for (const { name, offset } of network.parameters) compiled.parameters.set(weights[name], offset);
  const predicted = await compiled.predict(Float32Array.from(reference.features), 2);
  const found = probabilitiesOf(predicted, network.outputs, network.head);
  for (const [i, value] of reference.predicted.entries()) expect(Math.abs(found[i] - value)).toBeLessThan(1e-5);
}

const separable = (config: object): KerasTopology =>
  ({
    class_name: 'Sequential',
    config: {
      layers: [
        {
          class_name: 'SeparableConv2D',
          config: { name: 'one', batch_input_shape: [null, 6, 6, 2], filters: 2, kernel_size: 3, ...config },
        },
      ],
    },
  }) as unknown as KerasTopology;

test.each([
  [{ dilation_rate: [2, 2] }, /'one' \(SeparableConv2D\): its dilation_rate is \[2,2\]/],
  [{ pointwise_constraint: { class_name: 'NonNeg' } }, /'one' \(SeparableConv2D\): its pointwise_constraint/],
  [{ bias_regularizer: 'l2' }, /its bias_regularizer is "l2"/],
  [{ activity_regularizer: 'l2' }, /its activity_regularizer is "l2"/],
  [{ groups: 2 }, /its groups are 2, where 1 can be read/],
  [{ new_argument: 3 }, /its new_argument is 3/],
])('importKeras refuses SeparableConv2D %j', (config, text) => {
  expect(() => importKeras(separable(config))).toThrow(
    expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(text) }),
  );
});

test('importKeras names layers of a sequential model without inputs, and refuses two of one name', () => {
  const { layers } = importKeras(separable({}));
  expect(layers.map(({ name, inputs }) => [name, inputs])).toEqual([
    ['one_depthwise', undefined],
    ['one', undefined],
  ]);
  const topology = separable({});
  const [layer] = topology.config['layers'] as readonly [{ readonly config: object }];
  const two = { class_name: 'Dropout', config: { name: 'one_depthwise', rate: 0.5 } };
  expect(() => importKeras({ ...topology, config: { layers: [two, layer] } as never })).toThrow(
    /'one': here it and 'one_depthwise' would both be 'one_depthwise'/,
  );
});
