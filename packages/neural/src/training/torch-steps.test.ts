import { onnxEngine } from '@selvedge/engine-onnx';
import { tfjsEngine } from '@selvedge/engine-tfjs';
import type { NetworkSpec } from '@selvedge/networks';
import { resolveNetwork } from '@selvedge/networks';
import type { Engine } from '@selvedge/networks/engine';
import { referenceEngine } from '@selvedge/networks/testing';
import { updateRule } from '../optimizers/optimizers.js';
import { openLocalSession } from '../session/local-session.js';
import type { OptimizerSpec } from '../specs.generated.js';
import reference from './torch-steps.reference.json' with { type: 'json' };

const NETS: Readonly<Record<string, NetworkSpec>> = {
  mlp: {
    inputShape: [6],
    layers: [
      { kind: 'dense', units: 7, activation: 'relu' },
      { kind: 'dense', units: 4, activation: 'softmax' },
    ],
  },
  cnn: {
    inputShape: [6, 6, 2],
    layers: [
      { kind: 'conv2d', filters: 3, kernelSize: 3, padding: 'same', activation: 'relu' },
      { kind: 'max-pooling2d' },
      { kind: 'flatten' },
      { kind: 'dense', units: 4, activation: 'softmax' },
    ],
  },
};

const RULES: Readonly<Record<string, { spec: OptimizerSpec; learningRate: number }>> = {
  sgd: { spec: { kind: 'sgd' }, learningRate: 0.05 },
  momentum: { spec: { kind: 'sgd', momentum: 0.9, weightDecay: 0.01, decayAll: true }, learningRate: 0.05 },
  nesterov: { spec: { kind: 'sgd', momentum: 0.9, nesterov: true }, learningRate: 0.05 },
  adam: { spec: { kind: 'adam' }, learningRate: 0.01 },
  adamw: { spec: { kind: 'adamw', weightDecay: 0.05, decayAll: true }, learningRate: 0.01 },
  rmsprop: { spec: { kind: 'rmsprop' }, learningRate: 0.003 },
  adagrad: { spec: { kind: 'adagrad' }, learningRate: 0.03 },
  muon: { spec: { kind: 'muon', weightDecay: 0.05, decayAll: true }, learningRate: 0.01 },
  'muon-original': {
    spec: { kind: 'muon', weightDecay: 0.05, decayAll: true, adjustLearningRate: 'original' },
    learningRate: 0.01,
  },
};

const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = {
  reference: () => Promise.resolve(referenceEngine),
  onnx: () => onnxEngine(),
  tfjs: () => tfjsEngine(),
};

/** Of the largest number: single weights near zero carry the rounding of the others. */
function relativeDifference(found: ArrayLike<number>, expected: readonly number[]): number {
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(found[i] - value))) / scale;
}

describe.each(Object.keys(ENGINES))('a session on the %s engine', (name) => {
  test.each(reference.cases)('$net, $optimiser: steps as PyTorch does', async (expected) => {
    const network = resolveNetwork(NETS[expected.net]);
    const { spec, learningRate } = RULES[expected.optimiser];
    const session = await openLocalSession(await ENGINES[name](), {
      network,
      threads: 1,
      training: { batchSize: 8, loss: 'cross-entropy', rule: updateRule(spec), averaging: false },
    });
    await session.write({ parameters: Float32Array.from(expected.start), state: new Float32Array(0) });
    const rows = expected.labels.length;
    const targets = new Float32Array(rows * 4);
    for (const [row, label] of expected.labels.entries()) targets[row * 4 + label] = 1;
    for (let step = 0; step < 100; step++) {
      const batch = { features: Float32Array.from(expected.features), targets, rows, step, seed: 0 };
      const { loss, gradientNorm } = await session.step(batch, learningRate);
      if (step > 0) continue;
      expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-5);
      const decay = expected.optimiser === 'momentum' ? 0.01 : 0;
      const norm = Math.hypot(...expected.gradients.map((g, i) => g + decay * expected.start[i]));
      expect(Math.abs(gradientNorm / norm - 1)).toBeLessThan(1e-5);
      expect(relativeDifference((await session.read('current')).parameters, expected.after1)).toBeLessThan(1e-5);
    }
    expect(relativeDifference((await session.read('current')).parameters, expected.after100)).toBeLessThan(1e-3);
    await session.close();
  });
});
