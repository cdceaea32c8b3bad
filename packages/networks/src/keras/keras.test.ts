import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SelvedgeError } from '@selvedge/data';
import { resolveNetwork } from '../declaration/resolve.js';
import { applyHead } from '../engine/head.js';
import { initialParameters, initialState } from '../initializers/initial-parameters.js';
import { EVERY_LAYER } from '../testing/every-layer.js';
import { randomBatch } from '../testing/random-batch.js';
import { compileReference } from '../testing/reference/reference-engine.js';
import { zoo } from '../zoo/zoo.js';
import { exportKeras } from './export-keras.js';
import { importKeras } from './import-keras.js';
import type { KerasTopology } from './keras-json.js';
import { loadLayersModel, saveLayersModel } from './layers-model.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'selvedge-keras-'));
const isInTfLayers = ({ spec }: (typeof EVERY_LAYER)[number]): boolean => {
  try {
    return exportKeras(resolveNetwork(spec), 'tf.layers') !== undefined;
  } catch (error) {
    if ((error as SelvedgeError).message.includes('tf.layers has no')) return false;
    throw error;
  }
};
/** Of a name alone Keras has one set of parameters, or none. */
const isInKeras = ({ spec }: (typeof EVERY_LAYER)[number]): boolean => {
  try {
    return exportKeras(resolveNetwork(spec)) !== undefined;
  } catch (error) {
    if ((error as SelvedgeError).message.includes('Keras has no name for the activation')) return false;
    throw error;
  }
};
const EXPORTED = EVERY_LAYER.filter(isInKeras);

describe('importKeras(exportKeras(network))', () => {
  test.each(EXPORTED)('$name: is the same network', ({ spec }) => {
    const network = resolveNetwork(spec);
    const again = resolveNetwork(importKeras(JSON.parse(JSON.stringify(exportKeras(network))) as KerasTopology));
    expect(again.nodes).toEqual(network.nodes);
    expect(again.layers.map(({ name }) => name)).toEqual(network.layers.map(({ name }) => name));
  });
});

test('exportKeras refuses leaky-relu inside a layer', () => {
  const spec = EVERY_LAYER.find(({ name }) => name === 'activation leaky-relu')?.spec ?? { layers: [] };
  expect(() => exportKeras(resolveNetwork(spec))).toThrow(expect.objectContaining({ code: 'unsupported' }));
});

describe('saveLayersModel(model, folder)', () => {
  test.each(EXPORTED.filter(isInTfLayers))('$name: tf.loadLayersModel predicts the same', async ({ spec, rows }) => {
    const network = resolveNetwork(spec);
    const weights = {
      parameters: initialParameters(network, 4),
      state: initialState(network).map((value) => value + 0.25),
    };
    const path = folder();
    await saveLayersModel({ network, weights }, path);
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-cpu');
    await tf.setBackend('cpu');
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
  });

  test.each([
    ['conv2d groups', 'groups'],
    ['spatial-dropout2d', 'SpatialDropout2D'],
    ['log-softmax head', "activation 'log-softmax'"],
    ['activation hard-swish', "activation 'hard-swish'"],
    ['activation with alpha', "alpha of 0.5 for 'elu'"],
  ])('refuses %s, which tf.layers cannot load', async (name, lacking) => {
    const spec = EVERY_LAYER.find((each) => each.name === name)?.spec ?? { layers: [] };
    const network = resolveNetwork(spec);
    const weights = { parameters: initialParameters(network, 4), state: initialState(network) };
    await expect(saveLayersModel({ network, weights }, folder())).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(`tf.layers has no ${lacking}`),
    });
  });

  test.each(['identity', 'orthogonal'] as const)('refuses %s where Keras cannot fill a tensor with it', (kind) => {
    const dense = { kind: 'dense', units: 2, biasInitializer: kind } as const;
    expect(() => exportKeras(resolveNetwork({ inputShape: [3], layers: [dense] }))).toThrow(
      /fills no tensor of 1 axis/,
    );
  });

  test.each(['dirac', 'whitening'] as const)('names an initializer that Keras has where %s was used', (kind) => {
    const conv = { kind: 'conv2d', filters: 2, kernelSize: 2, kernelInitializer: kind } as const;
    const layers = [conv, { kind: 'flatten' }, { kind: 'dense', units: 2 }] as const;
    const exported = JSON.stringify(exportKeras(resolveNetwork({ inputShape: [4, 4, 1], layers })));
    expect(exported).toContain('"kernel_initializer":{"class_name":"GlorotUniform","config":{}}');
    expect(exported).not.toContain(kind);
  });

  test('keeps the zoo', async () => {
    const inputShape = [28, 28, 1];
    const declared = {
      convnet: zoo.convnet({ filters: [16, 32, 64], poolings: 2, dense: [64], denseL2: 1e-4, inputShape }),
      googlenet: zoo.googlenet({ inputShape }),
      resnet9: zoo.resnet9({ inputShape }),
      mlp: zoo.mlp({ hidden: [256, 256], initializer: 'pytorch-default', inputShape }),
    };
    for (const [name, spec] of Object.entries(declared)) {
      const network = resolveNetwork(spec);
      const again = resolveNetwork(importKeras(exportKeras(network)));
      expect(again.parameterCount).toBe(network.parameterCount);
      // Keras draws biases by numbers, not by the inputs of their kernel.
      if (name !== 'mlp') expect(again.nodes).toEqual(network.nodes);
    }
  });

  test('refuses file names that lead out of the folder, and truncated weights', async () => {
    const network = resolveNetwork(zoo.mlp({ hidden: [128], inputShape: [4] }));
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
    stored.weightsManifest[0].paths = ['short.bin', 'group1-shard1of1.bin'];
    writeFileSync(join(path, 'model.json'), JSON.stringify(stored));
    await expect(loadLayersModel(path)).rejects.toThrow(/short\.bin, .* hold \d+ bytes, and their weights need \d+/);
    stored.weightsManifest[0].weights.push(stored.weightsManifest[0].weights[0]);
    writeFileSync(join(path, 'model.json'), JSON.stringify(stored));
    await expect(loadLayersModel(path)).rejects.toThrow('is listed twice');
  });
});
