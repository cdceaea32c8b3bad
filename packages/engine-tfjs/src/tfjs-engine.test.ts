import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolveNetwork } from '@selvedge/networks';
import type { Engine } from '@selvedge/networks/engine';
import { initialParameters, initialState } from '@selvedge/networks/engine';
import { compileReference, EVERY_LAYER, randomBatch, referenceStep } from '@selvedge/networks/testing';
import { loadBackend } from './backend.js';
import type { TensorFlow } from './tensorflow.js';
import { tfjsEngine } from './tfjs-engine.js';

/** A folder where tfjs-node or tfjs-node-gpu is installed and built: their tests are skipped without it. */
const PROJECT = process.env['SELVEDGE_TFJS_PROJECT'];
const NATIVE = ['tfjs-node', 'tfjs-node-gpu'].filter(
  (name) => PROJECT !== undefined && existsSync(join(PROJECT, 'node_modules/@tensorflow', name)),
);

describe.each(['wasm', 'cpu', ...NATIVE])('tfjsEngine() on the %s backend', (backend) => {
  let engine: Engine;
  let tf: TensorFlow;
  beforeAll(async () => {
    if (PROJECT !== undefined) process.chdir(PROJECT);
    process.env['SELVEDGE_TFJS'] = backend;
    engine = await tfjsEngine();
    ({ tf } = await loadBackend());
    process.env['SELVEDGE_TFJS'] = '';
  });

  test.each(EVERY_LAYER)(
    "$name: loss, gradients and statistics are the reference's within 1e-4",
    async ({ spec, rows }) => {
      const network = resolveNetwork(spec);
      const batch = randomBatch(network, rows);
      const parameters = initialParameters(network, 5);
      const state = Float64Array.from(initialState(network));
      const expected = referenceStep(network, Float64Array.from(parameters), state, batch);
      const compiled = await engine.compile(network, { batchSize: rows });
      compiled.parameters.set(parameters);
      compiled.state.set(initialState(network));
      const { loss } = await compiled.step(batch);
      expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-4);
      for (const { offset, size, trainable } of network.parameters) {
        if (!trainable) continue;
        for (let i = offset; i < offset + size; i++) {
          expect(Math.abs(compiled.gradients[i] - expected.gradients[i])).toBeLessThan(1e-4);
        }
      }
      for (const [i, value] of state.entries()) expect(Math.abs(compiled.state[i] - value)).toBeLessThan(1e-5);
      await compiled.dispose();
    },
  );

  test('averages at a padded edge pass their gradient on as Keras and PyTorch do', async () => {
    const network = resolveNetwork({
      inputShape: [3, 3, 1],
      layers: [
        { kind: 'conv2d', filters: 1, kernelSize: 1, kernelInitializer: 'ones' },
        { kind: 'average-pooling2d', padding: 'same' },
        { kind: 'flatten' },
        { kind: 'dense', units: 2, kernelInitializer: 'identity' },
      ],
    });
    const compiled = await engine.compile(network, { batchSize: 1 });
    compiled.parameters.set(initialParameters(network, 1));
    const features = Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8], (value) => value / 8);
    await compiled.step({ features, targets: Float32Array.of(1, 0), rows: 1, step: 0, seed: 1 });
    // PyTorch in float64: avg_pool2d(y, 2, ceil_mode=True, count_include_pad=False), then cross_entropy
    expect(compiled.gradients[0]).toBeCloseTo(0.10251340349711509, 6);
  });

  test('predicts in inference mode, and leaves no tensor behind', async () => {
    const network = resolveNetwork({
      inputShape: [6, 5, 1],
      layers: [
        { kind: 'gaussian-noise', stddev: 1 },
        { kind: 'conv2d', filters: 3, kernelSize: 3 },
        { kind: 'batch-normalization' },
        { kind: 'dropout', rate: 0.5 },
        { kind: 'flatten' },
        { kind: 'dense', units: 4, activation: 'softmax' },
      ],
    });
    const batch = randomBatch(network, 7);
    const [compiled, reference] = [await engine.compile(network, { predictBatchSize: 3 }), compileReference(network)];
    for (const each of [compiled, reference]) {
      each.parameters.set(initialParameters(network, 2));
      each.state.set(initialState(network));
    }
    const before = tf.memory().numTensors;
    for (let times = 0; times < 5; times++) {
      await compiled.step(batch);
      await reference.step(batch);
    }
    const found = await compiled.predict(batch.features, 7);
    const expected = await reference.predict(batch.features, 7);
    for (const [i, value] of found.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(1e-4);
    expect(tf.memory().numTensors).toBe(before);
  });
});
