import { onnxEngine } from '@selvedge/engine-onnx';
import { tfjsEngine } from '@selvedge/engine-tfjs';
import { resolveNetwork } from '@selvedge/networks';
import type { CompiledNetwork, Engine, LossKind } from '@selvedge/networks/engine';
import { initialParameters, initialState, losses } from '@selvedge/networks/engine';
import { EVERY_LAYER, randomBatch, referenceEngine } from '@selvedge/networks/testing';
import type { Network } from '@selvedge/networks/types';
import { updateRule } from './optimizers/optimizers.js';
import { openLocalSession } from './session/local-session.js';
import type { NetworkSession } from './session/session.js';

let engines: Readonly<Record<'portable' | 'blocked' | 'tfjs', Engine>>;
beforeAll(async () => {
  engines = {
    portable: await onnxEngine({ path: 'portable' }),
    blocked: await onnxEngine({ path: 'blocked' }),
    tfjs: await tfjsEngine(),
  };
});

/** Sums of a few hundred float32 products. */
const TOLERANCE = 1e-4;

/** One step and one prediction, everything in canonical order. */
async function ran(engine: Engine, network: Network, rows: number, loss: LossKind) {
  const batch = randomBatch(network, rows);
  const compiled = await engine.compile(network, { batchSize: rows, loss });
  compiled.layout.fromCanonical(initialParameters(network, 5), compiled.parameters);
  compiled.state.set(initialState(network));
  const step = await compiled.step(batch);
  expectPaddingWithoutGradient(network, compiled);
  const found = {
    loss: step.loss,
    gradients: compiled.layout.toCanonical(compiled.gradients).slice(),
    state: compiled.state.slice(),
    outputs: await compiled.predict(batch.features, rows),
  };
  await compiled.dispose();
  return found;
}

describe.each(['portable', 'blocked', 'tfjs'] as const)('every layer and activation on %s', (name) => {
  test.each(EVERY_LAYER)(
    '$name: loss, gradients, statistics and outputs are those of float64',
    async ({ spec, rows }) => {
      const network = resolveNetwork(spec);
      for (const loss of losses.names) {
        const expected = await ran(referenceEngine, network, rows, loss);
        const found = await ran(engines[name], network, rows, loss);
        expect(Math.abs(found.loss - expected.loss)).toBeLessThan(TOLERANCE);
        for (const { offset, size, trainable } of network.parameters) {
          if (trainable) expectClose(found.gradients, expected.gradients, offset, offset + size);
        }
        expectClose(found.state, expected.state);
        expectClose(found.outputs, expected.outputs);
      }
    },
  );
});

/** An engine may pad its parameters, but then an optimizer must leave the padding at 0. */
function expectPaddingWithoutGradient({ parameters }: Network, { layout, gradients }: CompiledNetwork): void {
  const clean = new Float32Array(layout.length);
  layout.fromCanonical(layout.toCanonical(gradients), clean);
  for (const [at, { trainable }] of parameters.entries()) {
    const { start, end } = layout.ranges[at];
    if (trainable) expectClose(gradients, clean, start, end);
  }
}

function expectClose(found: Float32Array, expected: Float32Array, from = 0, to: number = expected.length): void {
  let most = 0;
  for (let at = from; at < to; at++) most = Math.max(most, Math.abs(found[at] - expected[at]));
  expect(most).toBeLessThan(TOLERANCE);
}

describe('onnx and tfjs', () => {
  test('a network trained by one goes on with the other as if nothing had happened', async () => {
    const network = resolveNetwork({
      inputShape: [8, 8, 1],
      layers: [
        { kind: 'conv2d', filters: 4, kernelSize: 3, padding: 'same', useBias: false },
        { kind: 'batch-normalization', momentum: 0.9 },
        { kind: 'activation', activation: 'relu' },
        { kind: 'max-pooling2d' },
        { kind: 'dropout', rate: 0.2 },
        { kind: 'flatten' },
        { kind: 'dense', units: 4, activation: 'softmax' },
      ],
    });
    const open = (engine: Engine): Promise<NetworkSession> =>
      openLocalSession(engine, {
        network,
        training: { batchSize: 16, loss: 'cross-entropy', rule: updateRule({ kind: 'sgd' }), averaging: false },
      });
    const train = async (session: NetworkSession, from: number, to: number): Promise<void> => {
      for (let step = from; step < to; step++)
        await session.step({ ...randomBatch(network, 16, step), step, seed: 1 }, 0.05);
    };
    const { blocked, tfjs } = engines;
    const [alone, first, second] = [await open(blocked), await open(blocked), await open(tfjs)];
    for (const session of [alone, first]) await session.initialize(3);
    await train(alone, 0, 20);
    await train(first, 0, 10);
    await second.write(await first.read('current'));
    await train(second, 10, 20);
    const [expected, found] = [await alone.read('current'), await second.read('current')];
    for (const [i, value] of expected.parameters.entries())
      expect(Math.abs(value - found.parameters[i])).toBeLessThan(1e-4);
    for (const [i, value] of expected.state.entries()) expect(Math.abs(value - found.state[i])).toBeLessThan(1e-4);
    await Promise.all([alone, first, second].map((session) => session.close()));
  });
});
