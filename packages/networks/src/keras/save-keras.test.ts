import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { LayerSpec } from '../declaration/layer-spec.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { seenByLoss } from '../engine/head.js';
import { initialParameters, initialState } from '../initializers/initial-parameters.js';
import { kerasOrder } from './keras-order.js';
import orders from './keras-order.reference.json' with { type: 'json' };
import { kerasPlaces } from './keras-places.js';
import { loadKeras } from './load-keras.js';
import { saveKeras } from './save-keras.js';

const folder = mkdtempSync(join(tmpdir(), 'selvedge-save-keras-'));
const network = resolveNetwork({
  inputShape: [6, 6, 2],
  layers: [
    { kind: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', name: 'a' },
    { kind: 'batch-normalization' },
    { kind: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', name: 'b' },
    { kind: 'add', inputs: ['a', 'b'] },
    { kind: 'depthwise-conv2d', kernelSize: 2 },
    { kind: 'dropout', rate: 0.5 },
    { kind: 'flatten' },
    { kind: 'dense', units: 3 },
  ],
});
const model = {
  network,
  weights: {
    parameters: initialParameters(network, 1),
    state: initialState(network).map((value, at) => value + at / 8),
  },
};

test.each(orders)('kerasOrder(network) is the order of Keras: $order', ({ layers, order }) => {
  const resolved = resolveNetwork({ inputShape: [3], layers: layers as LayerSpec[] });
  expect(kerasOrder(resolved).map(({ name }) => name)).toEqual(order);
});

describe('saveKeras(model, path)', () => {
  test('writes a .keras file that loadKeras reads back', async () => {
    const path = join(folder, 'a.keras');
    await saveKeras(model, path);
    const { declaration, weights } = await loadKeras(path);
    expect(resolveNetwork(declaration).nodes).toEqual(network.nodes);
    for (const { name, offset, size } of network.parameters) {
      expect(weights[name]).toEqual(model.weights.parameters.slice(offset, offset + size));
    }
    for (const { name, offset, size } of network.state) {
      expect(weights[name]).toEqual(model.weights.state.slice(offset, offset + size));
    }
  });

  test('ends in a softmax where the network was trained on logits, in files and folders', async () => {
    const trained = { ...model, network: seenByLoss(network, 'cross-entropy') };
    const path = join(folder, 'logits.keras');
    await saveKeras(trained, path);
    expect(resolveNetwork((await loadKeras(path)).declaration).head).toBe('softmax');
    await saveKeras(trained, join(folder, 'tf-layers'));
    const { modelTopology } = JSON.parse(readFileSync(join(folder, 'tf-layers', 'model.json'), 'utf8'));
    expect(modelTopology.config.output_layers).toEqual([['softmax', 0, 0]]);
  });

  test('refuses HDF5, weights of another network, and what Keras has no name for, and writes nothing', async () => {
    const path = join(folder, 'no.keras');
    await expect(saveKeras(model, join(folder, 'a.h5'))).rejects.toThrow(/write a path that ends in .keras/);
    const short = { ...model, weights: { ...model.weights, state: new Float32Array(1) } };
    await expect(saveKeras(short, path)).rejects.toMatchObject({ code: 'shape-mismatch' });
    const leaky = resolveNetwork({ inputShape: [2], layers: [{ kind: 'dense', units: 2, activation: 'leaky-relu' }] });
    const unnamed = { network: leaky, weights: { parameters: new Float32Array(6), state: new Float32Array(0) } };
    await expect(saveKeras(unnamed, path)).rejects.toMatchObject({ code: 'unsupported' });
    expect(existsSync(path)).toBe(false);
  });
});

test('kerasPlaces(layers) counts layers of a class, with weights or without, as Keras does', () => {
  const layers = [
    { className: 'InputLayer', name: 'input' },
    { className: 'LayerNormalization', name: 'a' },
    { className: 'Conv2D', name: 'b' },
    { className: 'LayerNormalization', name: 'c' },
    { className: 'DepthwiseConv2D', name: 'd' },
  ];
  expect(Object.fromEntries(kerasPlaces(layers))).toEqual({
    input: 'layers/input_layer',
    a: 'layers/layer_normalization',
    b: 'layers/conv2d',
    c: 'layers/layer_normalization_1',
    d: 'layers/depthwise_conv2d',
  });
});

test('saveKeras puts weights behind a layer of the same class without any where Keras looks for them', async () => {
  const normalized = resolveNetwork({
    inputShape: [3],
    layers: [
      { kind: 'layer-normalization', center: false, scale: false },
      { kind: 'layer-normalization', name: 'second' },
      { kind: 'dense', units: 2 },
    ],
  });
  const path = join(folder, 'places.keras');
  const weights = { parameters: initialParameters(normalized, 1), state: initialState(normalized) };
  await saveKeras({ network: normalized, weights }, path);
  const { 'model.weights.h5': hdf5 } = unzipSync(readFileSync(path));
  const file = join(folder, 'places.weights.h5');
  writeFileSync(file, hdf5);
  const { ready, File } = await import('h5wasm/node');
  await ready;
  const read = new File(file, 'r');
  expect((read.get('layers') as { keys(): string[] }).keys()).toEqual(['dense', 'layer_normalization_1']);
  read.close();
});
