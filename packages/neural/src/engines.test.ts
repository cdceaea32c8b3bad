import { onnxEngine } from '@selvedge/engine-onnx';
import { tfjsEngine } from '@selvedge/engine-tfjs';
import { resolveNetwork } from '@selvedge/networks';
import type { Engine } from '@selvedge/networks/engine';
import { initialParameters, initialState } from '@selvedge/networks/engine';
import { EVERY_LAYER, randomBatch } from '@selvedge/networks/testing';
import { updateRule } from './optimizers/optimizers.js';
import { openLocalSession } from './session/local-session.js';
import type { NetworkSession } from './session/session.js';

let engines: readonly Engine[];
beforeAll(async () => {
  engines = [await onnxEngine(), await tfjsEngine()];
});

describe('onnx and tfjs', () => {
  test.each(EVERY_LAYER)(
    '$name: the same weights and batch give the same loss, gradients and statistics',
    async ({ spec, rows }) => {
      const network = resolveNetwork(spec);
      const batch = randomBatch(network, rows);
      for (const loss of ['cross-entropy', 'mean-squared-error'] as const) {
        const [onnx, tfjs] = await Promise.all(
          engines.map(async (engine) => {
            const compiled = await engine.compile(network, { batchSize: rows, loss });
            compiled.layout.fromCanonical(initialParameters(network, 5), compiled.parameters);
            compiled.state.set(initialState(network));
            const step = await compiled.step(batch);
            const found = {
              loss: step.loss,
              gradients: compiled.layout.toCanonical(compiled.gradients),
              state: compiled.state.slice(),
              outputs: await compiled.predict(batch.features, rows),
            };
            await compiled.dispose();
            return found;
          }),
        );
        expect(Math.abs(onnx.loss - tfjs.loss)).toBeLessThan(1e-4);
        for (const { offset, size, trainable } of network.parameters) {
          if (!trainable) continue;
          for (let i = offset; i < offset + size; i++) {
            expect(Math.abs(onnx.gradients[i] - tfjs.gradients[i])).toBeLessThan(1e-4);
          }
        }
        for (const [i, value] of onnx.state.entries()) expect(Math.abs(value - tfjs.state[i])).toBeLessThan(1e-4);
        for (const [i, value] of onnx.outputs.entries()) expect(Math.abs(value - tfjs.outputs[i])).toBeLessThan(1e-4);
      }
    },
  );

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
    const [alone, first, second] = [await open(engines[0]), await open(engines[0]), await open(engines[1])];
    for (const session of [alone, first]) await session.initialize(3);
    await train(alone, 0, 20);
    await train(first, 0, 10);
    await second.write(await first.read('live'));
    await train(second, 10, 20);
    const [expected, found] = [await alone.read('live'), await second.read('live')];
    for (const [i, value] of expected.parameters.entries())
      expect(Math.abs(value - found.parameters[i])).toBeLessThan(1e-4);
    for (const [i, value] of expected.state.entries()) expect(Math.abs(value - found.state[i])).toBeLessThan(1e-4);
    await Promise.all([alone, first, second].map((session) => session.close()));
  });
});
