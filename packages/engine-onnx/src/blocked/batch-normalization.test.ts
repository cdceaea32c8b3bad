import { resolveNetwork } from '@selvedge/networks';
import { initialParameters, initialState } from '@selvedge/networks/engine';
import { randomBatch, referenceEngine } from '@selvedge/networks/testing';
import { onnxEngine } from '../onnx-engine.js';

/** Sums of 64ths, which float32 holds exactly beside these means: what differs is the arithmetic of the layer. */
const networkAround = (mean: number) =>
  resolveNetwork({
    inputShape: [14, 14, 16],
    layers: [
      {
        kind: 'conv2d',
        filters: 16,
        kernelSize: 1,
        kernelInitializer: 'identity',
        biasInitializer: { kind: 'constant', value: mean },
      },
      { kind: 'batch-normalization', momentum: 0 },
      { kind: 'conv2d', filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' },
      { kind: 'flatten' },
      { kind: 'dense', units: 3, activation: 'softmax' },
    ],
  });

describe.each(['portable', 'blocked'] as const)('batch normalisation on the %s path', (path) => {
  test.each([0, 1000, 10_000, -10_000])('channels around %d have the statistics of float64', async (mean) => {
    const network = networkAround(mean);
    const batch = randomBatch(network, 16);
    for (const [i, value] of batch.features.entries()) batch.features[i] = Math.round(64 * value) / 64;
    const [found, expected] = await Promise.all(
      [await onnxEngine({ path }), referenceEngine].map(async (engine) => {
        const compiled = await engine.compile(network, { batchSize: 16 });
        compiled.layout.fromCanonical(initialParameters(network, 3), compiled.parameters);
        compiled.state.set(initialState(network));
        const { loss } = await compiled.step(batch);
        const gradients = compiled.layout.toCanonical(compiled.gradients).slice();
        await compiled.dispose();
        return { loss, variances: compiled.state.slice(16), gradients };
      }),
    );
    expect(found.loss).toBeCloseTo(expected.loss, 3);
    for (const [i, variance] of expected.variances.entries()) {
      expect(Math.abs(found.variances[i] / variance - 1)).toBeLessThan(1e-5);
    }
    for (const [i, value] of expected.gradients.entries()) {
      expect(Math.abs(found.gradients[i] - value)).toBeLessThan(mean === 0 ? 1e-5 : 1e-4);
    }
  });
});
