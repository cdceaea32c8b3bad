import { join } from 'node:path';
import { createRng, type LabelledRows, matrix } from '@selvedge/data';
import type { LayerSpec } from '@selvedge/networks';
import { openReference } from '../../test/open-reference.js';
import { folder } from '../../test/small-classifier.js';
import type { TrainCallback } from '../callbacks/callback.js';
import { loadNeural } from '../classifier/load-neural.js';
import { NeuralClassifier } from '../classifier/neural-classifier.js';
import type { NeuralExtras } from '../classifier/neural-extras.js';
import type { TrainSpec } from '../specs.generated.js';
import { whiteningKernel } from './whitening-kernel.js';

const rng = createRng(3);
const images: LabelledRows = {
  features: {
    ...matrix(
      Float32Array.from({ length: 60 * 36 }, () => rng.normal()),
      60,
      36,
    ),
    shape: [6, 6, 1],
  },
  labels: Uint16Array.from({ length: 60 }, (_, row) => row % 2),
  classes: ['left', 'right'],
};
const kernelInitializer = { kind: 'whitening', epsilon: 0.01 } as const;
const layers = (first: Partial<LayerSpec> = {}): LayerSpec[] => [
  { kind: 'conv2d', filters: 8, kernelSize: 2, kernelInitializer, ...first } as LayerSpec,
  { kind: 'flatten' },
  { kind: 'dense', units: 2, activation: 'softmax' },
];
const classifier = (train: TrainSpec, extras: NeuralExtras = {}, first: Partial<LayerSpec> = {}): NeuralClassifier =>
  new NeuralClassifier(
    { network: { inputShape: [6, 6, 1], layers: layers(first) }, train: { batchSize: 16, ...train } },
    { openSession: openReference, ...extras },
  );
const kernel = (values: Float32Array): number[] => [...values.subarray(0, 32)];

describe("a first convolution with kernelInitializer 'whitening'", () => {
  test.each([0, 9])('starts at the whitening kernel of the training rows, with seed %i', async (seed) => {
    const fitted = await classifier({ learningRate: 0, epochs: 1 }).fit(images, { seed });
    const wanted = await whiteningKernel(images.features.values, {
      shape: [6, 6, 1],
      kernelSize: [2, 2],
      filters: 8,
      epsilon: 0.01,
    });
    expect(kernel(fitted.weights.parameters)).toEqual([...wanted]);
  });

  test('learns from there, unless the layer is frozen', async () => {
    const start = kernel((await classifier({ learningRate: 0, epochs: 1 }).fit(images)).weights.parameters);
    const learned = await classifier({ epochs: 1 }).fit(images);
    expect(kernel(learned.weights.parameters)).not.toEqual(start);
    const frozen = await classifier({ epochs: 1 }, {}, { trainable: false }).fit(images);
    expect(kernel(frozen.weights.parameters)).toEqual(start);
  });

  test('takes weights that are given in its place', async () => {
    const given = Float32Array.from({ length: 32 }, (_, at) => at / 32);
    const extras = { initialWeights: { 'conv2d/kernel': given } };
    const fitted = await classifier({ learningRate: 0, epochs: 1 }, extras).fit(images);
    expect(kernel(fitted.weights.parameters)).toEqual([...given]);
  });

  test('goes on from its checkpoint with the bits of an unbroken run', async () => {
    const whole = await classifier({ epochs: 3 }).fit(images, { seed: 2 });
    const checkpoint = { path: join(folder(), 'run.safetensors') };
    const controller = new AbortController();
    let seen = 0;
    const stop: TrainCallback = { onBatchEnd: () => void (++seen === 6 && controller.abort()) };
    const broken = classifier({ epochs: 3, checkpoint }, { callbacks: [stop] });
    await expect(broken.fit(images, { seed: 2, signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
    const resumed = await classifier({ epochs: 3, checkpoint }).fit(images, { seed: 2 });
    expect([...resumed.weights.parameters]).toEqual([...whole.weights.parameters]);
  });

  test('is saved as weights, and loaded without training rows', async () => {
    const fitted = await classifier({ epochs: 1 }).fit(images);
    const loaded = loadNeural(fitted.save());
    expect([...loaded.weights.parameters]).toEqual([...fitted.weights.parameters]);
  });

  test('is trained by both engines', async () => {
    const [onnx, tfjs] = await Promise.all(
      (['onnx', 'tfjs'] as const).map(async (engine) => {
        const network = { inputShape: [6, 6, 1], layers: layers() };
        const fitted = await new NeuralClassifier({ network, engine, train: { epochs: 1 } }).fit(images);
        const found = kernel(fitted.weights.parameters);
        await fitted.dispose();
        return found;
      }),
    );
    for (const [at, value] of onnx.entries()) expect(value).toBeCloseTo(tfjs[at], 4);
  });
});
