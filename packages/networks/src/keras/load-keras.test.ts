import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import type { Group } from 'h5wasm/node';
import { resolveNetwork } from '../declaration/resolve.js';
import { probabilitiesOf } from '../engine/head.js';
import { compileReference } from '../testing/reference/reference-engine.js';
import { type LoadedKeras, loadKeras, loadKerasWeights } from './load-keras.js';
import reference from './load-keras.reference.json' with { type: 'json' };
import { saveKeras } from './save-keras.js';

const at = (suffix: string): string => fileURLToPath(new URL(`load-keras.reference.${suffix}`, import.meta.url));
const features = Float32Array.from({ length: 3 * 6 * 6 * 2 }, (_, i) => ((i * 37) % 101) * 2.5);

async function expectKerasPrediction({ declaration, weights }: Omit<LoadedKeras, 'skipped'>): Promise<void> {
  const network = resolveNetwork(declaration);
  const compiled = compileReference(network);
  for (const { name, offset } of network.parameters) compiled.parameters.set(weights[name], offset);
  for (const { name, offset } of network.state) compiled.state.set(weights[name], offset);
  const found = probabilitiesOf(await compiled.predict(features, 3), network.outputs, network.head);
  for (const [i, value] of reference.predicted.entries()) expect(Math.abs(found[i] - value)).toBeLessThan(1e-5);
}

test.each(['keras', 'h5'])('loadKeras reads the layers and weights of a .%s file of Keras 3', async (suffix) => {
  const model = await loadKeras(at(suffix));
  expect(model.skipped).toEqual(['random_flip']);
  await expectKerasPrediction(model);
  // Bytes that have been read already are read instead of the file.
  expect(await loadKeras('not-there', { bytes: new Uint8Array(readFileSync(at(suffix))) })).toEqual(model);
});

test('loadKerasWeights reads a file of weights by the names of layers', async () => {
  const { declaration } = await loadKeras(at('keras'));
  const weights = await loadKerasWeights(at('weights.h5'), resolveNetwork(declaration));
  await expectKerasPrediction({ declaration, weights });
  const other = resolveNetwork({ inputShape: [4], layers: [{ kind: 'dense', units: 3, name: 'dense' }] });
  await expect(loadKerasWeights(at('weights.h5'), other)).rejects.toMatchObject({
    code: 'corrupt-file',
    message: expect.stringMatching(/tensor 0 of layer 'dense' has shape .*36.*; the network needs .*4/),
  });
});

test('an older file, whose weights have places and no names, is read by the order of its layers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'selvedge-older-keras-'));
  const square = { kind: 'dense', units: 2 } as const;
  // Under these names a place is also the name of another layer.
  const network = resolveNetwork({
    inputShape: [2],
    layers: [
      { ...square, name: 'dense_1' },
      { ...square, name: 'dense' },
    ],
  });
  const parameters = Float32Array.from({ length: network.parameterCount }, (_, i) => i);
  const path = join(folder, 'a.keras');
  await saveKeras({ network, weights: { parameters, state: new Float32Array(0) } }, path);
  const members = unzipSync(readFileSync(path));
  const weights = join(folder, 'a.weights.h5');
  writeFileSync(weights, members['model.weights.h5']);
  const { ready, File } = await import('h5wasm/node');
  await ready;
  const file = new File(weights, 'a');
  for (const layer of ['dense', 'dense_1']) (file.get(`layers/${layer}/vars`) as Group).delete_attribute('name');
  file.close();
  writeFileSync(path, zipSync({ ...members, 'model.weights.h5': readFileSync(weights) }));
  const kernels = { 'dense_1/kernel': Float32Array.of(0, 1, 2, 3), 'dense/kernel': Float32Array.of(6, 7, 8, 9) };
  expect((await loadKeras(path)).weights).toMatchObject(kernels);
  expect(await loadKerasWeights(path, network)).toMatchObject(kernels);
  await expect(loadKerasWeights(weights, network)).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringMatching(/without names of layers; save the whole model there/),
  });
});

test('loadKeras refuses weights alone, other files, and files that are not there', async () => {
  await expect(loadKeras(at('weights.h5'))).rejects.toMatchObject({ code: 'corrupt-file' });
  const path = join(tmpdir(), `selvedge-not-keras-${process.pid}.keras`);
  writeFileSync(path, 'no zip');
  await expect(loadKeras(path)).rejects.toMatchObject({ code: 'corrupt-file' });
  await expect(loadKeras(`${path}.none`)).rejects.toMatchObject({ code: 'io' });
});

describe('loadKeras of a damaged file', () => {
  const path = join(tmpdir(), `selvedge-damaged-${process.pid}.keras`);
  const members: Record<string, Uint8Array> = unzipSync(readFileSync(at('keras')));
  const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  const topology = JSON.parse(new TextDecoder().decode(members['config.json']));

  test.each([
    [
      'an archive that unpacks to gigabytes',
      { 'config.json': new Uint8Array(80_000_000) },
      /claims to unpack to 80000000/,
    ],
    [
      'layers that are not objects',
      { 'config.json': json({ ...topology, config: { layers: [{ class_name: ['x'] }] } }) },
      /class_name is not a text/,
    ],
    [
      'a layer whose name is an object',
      { 'config.json': json({ ...topology, config: { layers: [{ class_name: 'Dense', config: { name: {} } }] } }) },
      /layer 0: its name is not a text/,
    ],
    [
      'names that are not texts',
      {
        'config.json': json({
          ...topology,
          config: {
            ...topology.config,
            name: 'x',
            layers: [{ class_name: 'Dense', inbound_nodes: [null], config: { kernel_initializer: 5 } }],
          },
        }),
      },
      /importKeras: /,
    ],
  ])('refuses %s', async (_, changed, message) => {
    writeFileSync(path, zipSync({ ...members, ...changed }));
    await expect(loadKeras(path)).rejects.toMatchObject({
      name: 'SelvedgeError',
      message: expect.stringMatching(message),
    });
  });
});
