import { fileURLToPath } from 'node:url';
import { resolveNetwork } from '../declaration/resolve.js';
import { probabilitiesOf } from '../engine/head.js';
import { compileReference } from '../testing/reference/reference-engine.js';
import { importKeras } from './import-keras.js';
import type { KerasTopology } from './keras-json.js';
import { loadKeras } from './load-keras.js';
import reference from './preprocessing.reference.json' with { type: 'json' };

const features = Float32Array.from(reference.features);

test.each(Object.entries(reference.predicted))("loadKeras reads Keras's %s", async (name, predicted) => {
  const file = `preprocessing.reference.${name.replaceAll(' ', '-')}.keras`;
  const { declaration, weights } = await loadKeras(fileURLToPath(new URL(file, import.meta.url)));
  const network = resolveNetwork(declaration);
  const compiled = compileReference(network);
  for (const { name, offset } of network.parameters) compiled.parameters.set(weights[name], offset);
  for (const { name, offset } of network.state) compiled.state.set(weights[name], offset);
  const found = probabilitiesOf(await compiled.predict(features, 2), network.outputs, network.head);
  for (const [i, value] of predicted.entries()) expect(Math.abs(found[i] - value)).toBeLessThan(1e-5);
});

const sequential = (className: string, config: object): KerasTopology =>
  ({
    class_name: 'Sequential',
    config: {
      layers: [{ class_name: className, config: { name: 'one', batch_input_shape: [null, 6, 6, 2], ...config } }],
    },
  }) as unknown as KerasTopology;

test.each([
  ['Resizing', { height: 3, width: 3, interpolation: 'bicubic' }, /'one' \(Resizing\): its interpolation is "bicubic"/],
  ['Resizing', { height: 3, width: 3, antialias: true }, /its antialias is true/],
  ['Resizing', { height: 3, width: 3, crop_to_aspect_ratio: true }, /its crop_to_aspect_ratio is true/],
  ['Resizing', { height: 3, width: 3, data_format: 'channels_first' }, /its data_format is "channels_first"/],
  ['UpSampling2D', { size: [2, 2], interpolation: 'lanczos3' }, /its interpolation is "lanczos3"/],
  ['Normalization', { axis: [1, 2], mean: [[0]], variance: [[1]] }, /it normalises axis \[1,2\]/],
  ['Normalization', { mean: [0, 0] }, /only one of mean and variance/],
  ['Normalization', { invert: true }, /its invert is true/],
  [
    'Normalization',
    { mean: [0, 0], variance: [1, 1] },
    /its mean and variance are weights here; read it with loadKeras/,
  ],
])('importKeras refuses %s %j', (className, config, text) => {
  expect(() => importKeras(sequential(className, config))).toThrow(
    expect.objectContaining({ code: 'unsupported', message: expect.stringMatching(text) }),
  );
});

test('a crop of more than there is is refused by the name of the layer', () => {
  const declaration = importKeras(sequential('CenterCrop', { height: 7, width: 3 }));
  expect(() => resolveNetwork({ ...declaration, layers: [...declaration.layers, { kind: 'flatten' }] })).toThrow(
    /layer 'one' \(center-crop\): it keeps 7 x 3 of images of 6 x 6/,
  );
});

test('importKeras reads a scale in a list of one', () => {
  const { layers } = importKeras(sequential('Rescaling', { scale: [0.5], offset: 0 }));
  expect(layers[0]).toMatchObject({ scale: 0.5, offset: 0 });
});
