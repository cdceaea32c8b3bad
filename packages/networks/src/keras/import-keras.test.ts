import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveNetwork } from '../declaration/resolve.js';
import { exportKeras } from './export-keras.js';
import { importKeras } from './import-keras.js';
import type { KerasTopology } from './keras-json.js';
import { loadLayersModel } from './layers-model.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'selvedge-keras-'));

const sequential = (...layers: object[]): KerasTopology =>
  ({ class_name: 'Sequential', config: { name: 'm', layers } }) as unknown as KerasTopology;
const keras = (className: string, config: object): object => ({
  class_name: className,
  config: { name: 'one', batch_input_shape: [null, 6, 6, 2], ...config },
});

test.each([
  ['ReLU', { max_value: 0 }, /max_value is 0/],
  ['ReLU', { max_value: 2.5 }, /max_value is 2.5/],
  ['ReLU', { max_value: 6, negative_slope: 0.1 }, /max_value is 6 and its negative_slope 0.1/],
  ['ReLU', { threshold: 0.5 }, /threshold is 0.5/],
  ['Softmax', { axis: 1 }, /axis 1/],
  ['Conv2D', { filters: 2, kernel_size: 3, padding: 'causal' }, /padding is "causal"/],
  ['BatchNormalization', { axis: [1] }, /axis 1/],
  ['Dense', { units: 2, bias_regularizer: 'l2' }, /bias_regularizer/],
  ['Dense', { units: 2, kernel_constraint: { class_name: 'MaxNorm' } }, /kernel_constraint/],
  ['Dense', { units: 2, kernel_regularizer: 'orthogonal' }, /kernel_regularizer/],
  ['Dense', { units: 2, kernel_initializer: { class_name: 'TruncatedNormal', config: { low: 1 } } }, /low is 1/],
  ['Dropout', { rate: 0.5, noise_shape: [1, 2] }, /noise_shape/],
  ['LayerNormalization', { axis: [-2] }, /axis \[-2\]/],
  ['LayerNormalization', { gamma_initializer: 'zeros' }, /gamma_initializer is "zeros"/],
  ['LayerNormalization', { rms_scaling: true }, /rms_scaling is true/],
  ['Softmax', { axis: [-2] }, /axis \[-2\]/],
  ['Softmax', { axis: [1, 2] }, /axis \[1,2\]/],
  ['BatchNormalization', { gamma_regularizer: 'l2' }, /gamma_regularizer is "l2"/],
  ['BatchNormalization', { beta_constraint: { class_name: 'NonNeg' } }, /beta_constraint/],
  ['BatchNormalization', { moving_mean_initializer: 'ones' }, /moving_mean_initializer/],
  ['BatchNormalization', { renorm: true }, /renorm is true/],
  ['DepthwiseConv2D', { kernel_size: 3, depthwise_constraint: { class_name: 'MaxNorm' } }, /depthwise_constraint/],
  ['Dense', { units: 2, kernel_initializer: { class_name: 'Identity', config: { gain: 2 } } }, /Identity.*gain/],
  ['Dense', { units: 2, dtype: { class_name: 'DTypePolicy', config: { name: 'mixed_float16' } } }, /mixed_float16/],
  ['Rescaling', { scale: [1, 2], offset: 0 }, /scale is \[1,2\]/],
  ['Flatten', { data_format: 'channels_first' }, /data_format is "channels_first"/],
  ['Dropout', { rate: 0.5, new_argument: 3 }, /new_argument is 3/],
])('importKeras refuses %s %j rather than to read something else', (className, config, text) => {
  expect(() => importKeras(sequential(keras(className, config)))).toThrow(
    expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(text) }),
  );
});

test.each([
  ['ReLU', { max_value: null, negative_slope: 0, threshold: 0 }, { activation: 'relu' }],
  ['ReLU', { max_value: 6 }, { activation: 'relu6' }],
  ['ReLU', { negative_slope: 0.2 }, { activation: { kind: 'leaky-relu', alpha: 0.2 } }],
  ['Activation', { activation: 'selu' }, { activation: 'selu' }],
  [
    'Dense',
    { units: 2, kernel_initializer: { class_name: 'Orthogonal', config: { gain: 2, seed: null } } },
    { kernelInitializer: { kind: 'orthogonal', gain: 2 } },
  ],
  [
    'Dense',
    { units: 2, kernel_initializer: { class_name: 'TruncatedNormal', config: { mean: 0, stddev: 0.02, seed: null } } },
    { kernelInitializer: { kind: 'truncated-normal', mean: 0, standardDeviation: 0.02 } },
  ],
])('importKeras reads %s %j', (className, config, layer) => {
  expect(importKeras(sequential(keras(className, config))).layers[0]).toMatchObject(layer);
});

test('importKeras reads penalties by their short names, and axes that are the last', () => {
  const { layers } = importKeras(
    sequential(keras('Conv2D', { filters: 2, kernel_size: 3, kernel_regularizer: 'l2' }), {
      class_name: 'BatchNormalization',
      config: { name: 'two', axis: [3] },
    }),
  );
  expect(layers[0]).toMatchObject({ kernelRegularizer: { l1: 0, l2: 0.01 } });
});

test('importKeras reads names that are none here, and the output that the model names', async () => {
  const dense = (name: string, from: string, units: number): object => ({
    class_name: 'Dense',
    name,
    config: { name, units },
    inbound_nodes: [[[from, 0, 0, {}]]],
  });
  const topology = {
    class_name: 'Model',
    config: {
      name: 'm',
      layers: [
        { class_name: 'InputLayer', name: 'x', config: { name: 'x', batch_input_shape: [null, 4] }, inbound_nodes: [] },
        dense('block1/dense', 'x', 5),
        dense('input', 'block1/dense', 3),
        dense('unused', 'x', 2),
      ],
      output_layers: [['input', 0, 0]],
    },
  } as unknown as KerasTopology;
  const network = resolveNetwork(importKeras(topology));
  expect(network.layers.map(({ name }) => name)).toEqual(['block1_dense', 'input_layer']);

  const path = folder();
  const names = ['block1/dense/kernel', 'block1/dense/bias', 'input/kernel', 'input/bias'];
  const shapes = [[4, 5], [5], [5, 3], [3]];
  const weights = names.map((name, at) => ({ name, shape: shapes[at], dtype: 'float32' }));
  writeFileSync(join(path, 'w.bin'), new Uint8Array(Float32Array.from({ length: 43 }, (_, at) => at).buffer));
  const save = (manifest: object): void =>
    writeFileSync(join(path, 'model.json'), JSON.stringify({ modelTopology: topology, weightsManifest: [manifest] }));
  save({ paths: ['w.bin'], weights });
  expect([...(await loadLayersModel(path)).weights['input_layer/bias']]).toEqual([40, 41, 42]);
  for (const wrong of [{ shape: [5, 4] }, { quantization: { dtype: 'uint8' } }]) {
    save({ paths: ['w.bin'], weights: [{ ...weights[0], ...wrong }, ...weights.slice(1)] });
    await expect(loadLayersModel(path)).rejects.toMatchObject({ code: 'corrupt-file' });
  }
});

test('importKeras refuses classes of the user that have a name of Keras', () => {
  for (const stored of [{ registered_name: 'mine>Dense' }, { module: '__main__', registered_name: 'Dense' }]) {
    const layer = { ...keras('Dense', { units: 2 }), ...stored };
    expect(() => importKeras(sequential(layer))).toThrow(/layer 'one' \(Dense\): its class is .*, not Keras's own/);
    const initial = { class_name: 'Zeros', config: {}, ...stored };
    expect(() => importKeras(sequential(keras('Dense', { units: 2, kernel_initializer: initial })))).toThrow(
      /not Keras's own/,
    );
  }
});

describe('importKeras reads calls of a functional model', () => {
  const tensor = (name: string, use = 0): object => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, 4], keras_history: [name, use, 0] },
  });
  const dense = (name: string, call: object): object => ({
    class_name: 'Dense',
    name,
    config: { name, units: 3 },
    inbound_nodes: [call],
  });
  const model = (layers: readonly object[], config: object): KerasTopology =>
    ({
      class_name: 'Functional',
      config: {
        name: 'm',
        layers: [
          { class_name: 'InputLayer', name: 'x', config: { name: 'x', batch_shape: [null, 4] }, inbound_nodes: [] },
          ...layers,
        ],
        input_layers: ['x', 0, 0],
        ...config,
      },
    }) as unknown as KerasTopology;
  const first = dense('a', { args: [tensor('x')], kwargs: {} });

  test('by keyword', () => {
    const topology = model([first, dense('b', { args: [], kwargs: { inputs: tensor('a') } })], {
      output_layers: ['b', 0, 0],
    });
    expect(resolveNetwork(importKeras(topology)).layers.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test.each<[string, object, object, RegExp]>([
    ['training', { args: [tensor('a')], kwargs: { training: true } }, ['b', 0, 0], /'b' \(Dense\).*training: true/],
    ['a constant', { args: [[1, 2, 3]], kwargs: {} }, ['b', 0, 0], /called with 1/],
    ['another use', { args: [tensor('a', 1)], kwargs: {} }, ['b', 0, 0], /use 1/],
    ['nothing', { args: [], kwargs: {} }, ['b', 0, 0], /'b' \(Dense\): it reads no layer/],
    ['two layers', { args: [tensor('a'), tensor('x')], kwargs: {} }, ['b', 0, 0], /it reads a, x, where one/],
    ['a layer that is not there', { args: [tensor('z')], kwargs: {} }, ['b', 0, 0], /it reads 'z'/],
    [
      'outputs in a dictionary',
      { args: [tensor('a')], kwargs: {} },
      { p: ['b', 0, 0], q: ['a', 0, 0] },
      /outputs b, a/,
    ],
  ])('and refuses %s', (_, call, outputs, text) => {
    expect(() => importKeras(model([first, dense('b', call)], { output_layers: outputs }))).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(text) }),
    );
  });

  test('and refuses two inputs, of which the output needs one', () => {
    const topology = model([first], {
      input_layers: [
        ['x', 0, 0],
        ['y', 0, 0],
      ],
      output_layers: ['a', 0, 0],
    });
    expect(() => importKeras(topology)).toThrow(/the inputs x, y/);
  });
});

test('exportKeras writes what Keras 3 loads', () => {
  // keras.models.model_from_json of 3.15 takes no class 'Model', no target_shape on Flatten, no trainable here.
  const { module, class_name, config } = exportKeras(
    resolveNetwork({
      inputShape: [4, 4, 2],
      layers: [{ kind: 'spatial-dropout2d', rate: 0.5 }, { kind: 'flatten' }],
    }),
  );
  expect([module, class_name]).toEqual(['keras.src.models.functional', 'Functional']);
  const [, dropout, flatten] = config['layers'] as unknown as { config: object; module: string }[];
  expect(dropout.config).not.toHaveProperty('trainable');
  expect(flatten.config).not.toHaveProperty('target_shape');
  expect(flatten.module).toBe('keras.layers');
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
          config: { name: 'a', units: 4, activation: 'gelu' },
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
  expect(network.nodes.map(({ name }) => name)).toEqual(['input', 'a', 'a:gelu', 'sum']);
  const lstm = {
    class_name: 'Sequential',
    config: { layers: [{ class_name: 'LSTM', config: { name: 'memory' } }] },
  } as unknown as KerasTopology;
  expect(() => importKeras(lstm)).toThrow(
    expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(/'memory' \(LSTM\)/) }),
  );
});

test('importKeras reads training: true, as Keras 3 stores it of layers of images, where it changes nothing', () => {
  const layer = (className: string, config: object): KerasTopology => ({
    class_name: 'Functional',
    config: {
      layers: [
        { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, 4, 4, 1] }, name: 'x', inbound_nodes: [] },
        {
          class_name: className,
          config: { name: 'one', ...config },
          name: 'one',
          inbound_nodes: [{ args: [{ config: { keras_history: ['x', 0, 0] } }], kwargs: { training: true } }],
        },
      ],
    } as never,
  });
  expect(importKeras(layer('Resizing', { height: 2, width: 3 })).layers).toMatchObject([{ kind: 'resizing' }]);
  expect(importKeras(layer('CenterCrop', { height: 2, width: 3 })).layers).toMatchObject([{ kind: 'center-crop' }]);
  expect(() => importKeras(layer('Dropout', { rate: 0.5 }))).toThrow(/'one' \(Dropout\): it is called with training/);
});
