import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBatch } from '../../test/batches.js';
import { EVERY_LAYER } from '../../test/every-layer.js';
import { compileReference } from '../../test/reference/reference-engine.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { initialParameters, initialState } from '../initializers/initial-parameters.js';
import { applyHead } from '../losses/head.js';
import { loadBackend } from '../tfjs/backend.js';
import { zoo } from '../zoo/zoo.js';
import { exportKeras } from './export-keras.js';
import { importKeras } from './import-keras.js';
import type { KerasTopology } from './keras-json.js';
import { loadLayersModel, saveLayersModel } from './layers-model.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'selvedge-keras-'));
/** Keras has these, tf.layers has not. */
const KERAS_ONLY = /groups|log-softmax head|logSoftmax|with alpha|spatial-dropout2d/;
const EXPORTED = EVERY_LAYER.filter(({ name }) => name !== 'activation leakyRelu');

describe('importKeras(exportKeras(network))', () => {
  test.each(EXPORTED)('$name: is the same network', ({ spec }) => {
    const network = resolveNetwork(spec);
    const again = resolveNetwork(importKeras(JSON.parse(JSON.stringify(exportKeras(network))) as KerasTopology));
    expect(again.nodes).toEqual(network.nodes);
    expect(again.layers.map(({ name }) => name)).toEqual(network.layers.map(({ name }) => name));
  });
});

test('exportKeras refuses leakyRelu inside a layer', () => {
  const spec = EVERY_LAYER.find(({ name }) => name === 'activation leakyRelu')?.spec ?? { layers: [] };
  expect(() => exportKeras(resolveNetwork(spec))).toThrow(expect.objectContaining({ code: 'unsupported' }));
});

describe('saveLayersModel(model, folder)', () => {
  test.each(EXPORTED.filter(({ name }) => !KERAS_ONLY.test(name)))(
    '$name: tf.loadLayersModel predicts the same',
    async ({ spec, rows }) => {
      const network = resolveNetwork(spec);
      const weights = {
        parameters: initialParameters(network, 4),
        state: initialState(network).map((value) => value + 0.25),
      };
      const path = folder();
      await saveLayersModel({ network, weights }, path);
      const { tf } = await loadBackend();
      const layers = (await import('@tensorflow/tfjs-layers')) as unknown as { default?: unknown };
      const { loadLayersModel: load } = (layers.default ?? layers) as typeof import('@tensorflow/tfjs-layers');
      const stored = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));
      const model = await load({
        load: () =>
          Promise.resolve({
            modelTopology: stored.modelTopology,
            weightSpecs: stored.weightsManifest[0].weights,
            weightData: Uint8Array.from(readFileSync(join(path, 'group1-shard1of1.bin'))).buffer,
          }),
      });
      const { features } = randomBatch(network, rows);
      const predicted = model.predict(tf.tensor(features, [rows, ...network.inputShape]) as never) as unknown as {
        dataSync(): Float32Array;
      };
      const compiled = compileReference(network);
      compiled.parameters.set(weights.parameters);
      compiled.state.set(weights.state);
      const expected = applyHead(await compiled.predict(features, rows), network.outputs, network.head);
      for (const [i, value] of predicted.dataSync().entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-5);
      const { weights: again } = await loadLayersModel(path);
      for (const { name, offset, size } of network.parameters) {
        expect([...again[name]]).toEqual([...weights.parameters.subarray(offset, offset + size)]);
      }
    },
  );

  test('keeps the zoo', async () => {
    for (const name of ['report-cnn', 'googlenet', 'resnet9'] as const) {
      const network = resolveNetwork(zoo[name]());
      const again = resolveNetwork(importKeras(exportKeras(network)));
      expect(again.parameterCount).toBe(network.parameterCount);
      expect(again.nodes).toEqual(network.nodes);
    }
  });

  test('refuses file names that lead out of the folder, and truncated weights', async () => {
    const network = resolveNetwork(zoo['linear-net']({ inputShape: [4] }));
    const path = folder();
    await saveLayersModel(
      { network, weights: { parameters: initialParameters(network, 1), state: new Float32Array(0) } },
      path,
    );
    const stored = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));
    stored.weightsManifest[0].paths = ['../secret.bin'];
    writeFileSync(join(path, 'model.json'), JSON.stringify(stored));
    await expect(loadLayersModel(path)).rejects.toMatchObject({ code: 'corrupt-file' });
    stored.weightsManifest[0].paths = ['short.bin'];
    writeFileSync(join(path, 'model.json'), JSON.stringify(stored));
    writeFileSync(join(path, 'short.bin'), new Uint8Array(100));
    await expect(loadLayersModel(path)).rejects.toMatchObject({ code: 'corrupt-file' });
  });
});

test('importKeras reads Keras 3 and refuses what it does not know, naming the layer', () => {
  const tensor = (name: string): unknown => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], keras_history: [name, 0, 0] },
  });
  const model = {
    class_name: 'Functional',
    config: {
      name: 'k3',
      layers: [
        { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, 4] }, name: 'x', inbound_nodes: [] },
        {
          class_name: 'Dense',
          config: { name: 'a', units: 4, activation: 'silu' },
          name: 'a',
          inbound_nodes: [{ args: [tensor('x')], kwargs: {} }],
        },
        {
          class_name: 'Add',
          config: { name: 'sum' },
          name: 'sum',
          inbound_nodes: [{ args: [[tensor('a'), tensor('x')]], kwargs: {} }],
        },
      ],
    },
  } as unknown as KerasTopology;
  const network = resolveNetwork(importKeras(model));
  expect(network.nodes.map(({ name }) => name)).toEqual(['input', 'a', 'a:swish', 'sum']);
  const lstm = {
    class_name: 'Sequential',
    config: { layers: [{ class_name: 'LSTM', config: { name: 'memory' } }] },
  } as unknown as KerasTopology;
  expect(() => importKeras(lstm)).toThrow(
    expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(/'memory' \(LSTM\)/) }),
  );
});
