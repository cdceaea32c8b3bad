import { openSession, tensor } from '@selvedge/compute';
import type { RuntimeName } from '@selvedge/compute/types';
import { createRng } from '@selvedge/data';
import { resolveNetwork } from '@selvedge/networks';
import { type ExportOnnxOptions, exportOnnx } from './export-onnx.js';
import { onnxEngine } from './onnx-engine.js';

const network = resolveNetwork(
  {
    layers: [
      { kind: 'gaussian-noise', stddev: 0.1 },
      { kind: 'conv2d', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
      { kind: 'batch-normalization' },
      { kind: 'activation', activation: 'relu' },
      { kind: 'max-pooling2d' },
      { kind: 'conv2d', filters: 8, kernelSize: 3, activation: 'relu' },
      { kind: 'batch-normalization' },
      { kind: 'dropout', rate: 0.5 },
      { kind: 'flatten' },
      { kind: 'dense', units: 4, activation: 'softmax' },
    ],
  },
  [8, 8, 2],
);
const rows = 3;
const rng = createRng('export');
const uniform = (length: number, low: number, high: number): Float32Array =>
  Float32Array.from({ length }, () => low + (high - low) * rng.uniform());
const weights = {
  parameters: uniform(network.parameterCount, -0.5, 0.5),
  state: uniform(network.stateCount, 0.2, 1.5), // variances must be positive
};
const features = uniform(rows * 128, -1, 1);

async function run(model: Uint8Array, input: Float32Array, name: string, runtime?: RuntimeName): Promise<number[]> {
  const session = await openSession(model, runtime === undefined ? {} : { runtime });
  const results = await session.run({ [session.inputNames[0]]: tensor(input, [rows, 8, 8, 2]) });
  await session.close();
  return [...(results[name].data as Float32Array)];
}

async function predict(): Promise<number[]> {
  const compiled = await (await onnxEngine()).compile(network);
  compiled.layout.fromCanonical(weights.parameters, compiled.parameters);
  compiled.state.set(weights.state);
  const outputs = [...(await compiled.predict(features, rows))];
  await compiled.dispose();
  return outputs;
}

const closeTo = (numbers: readonly number[]): unknown[] => numbers.map((value) => expect.closeTo(value, 5) as unknown);

describe('exportOnnx(model, options)', () => {
  test.each(['node', 'web'] as const)(
    'writes a model that the %s runtime computes as the engine does',
    async (runtime) => {
      const model = exportOnnx({ network, weights }, { returns: 'outputs' });
      expect(await run(model, features, 'outputs', runtime)).toEqual(closeTo(await predict()));
    },
  );

  test('folds batch normalisation behind a convolution, and leaves that behind an activation', () => {
    const text = new TextDecoder('latin1').decode(exportOnnx({ network, weights }));
    expect(text.match(/Sqrt/g)?.length).toBe(1);
    expect(text).not.toContain('com.microsoft');
  });

  test('returns probabilities that sum to 1 by default', async () => {
    const values = await run(exportOnnx({ network, weights }), features, 'probabilities');
    for (let row = 0; row < rows; row++) {
      expect(values.slice(4 * row, 4 * row + 4).reduce((sum, value) => sum + value)).toBeCloseTo(1, 6);
    }
  });

  test.each([
    ['one number', 2, 1],
    ['one number per channel', Float32Array.of(2, 2), Float32Array.of(1, 1)],
    ['one number per feature', new Float32Array(128).fill(2), new Float32Array(128).fill(1)],
  ])('includes scaling by %s', async (_name, scale, offset) => {
    const raw = features.map((value) => (value - 1) / 2);
    const model = exportOnnx({ network, weights }, { preprocessing: { scale, offset } });
    const plain = await run(exportOnnx({ network, weights }), features, 'probabilities');
    expect(await run(model, raw, 'probabilities')).toEqual(closeTo(plain));
  });

  test.each([
    [{ inputName: 'dense/kernel' }, "that is a weight's"],
    [{ inputName: '' }, 'inputName is ""'],
    [{ returns: 'probs' }, 'returns is "probs"'],
    [{ inputname: 'x' }, 'write inputName'],
    [{ preprocessing: { scale: Number.NaN, offset: 0 } }, 'preprocessing.scale is NaN'],
    [{ preprocessing: { scale: 2 } }, 'preprocessing.offset is undefined'],
  ])('refuses %j', (options, text) => {
    const model = { network, weights };
    expect(() => exportOnnx(model, options as unknown as ExportOnnxOptions)).toThrow(
      expect.objectContaining({ code: 'invalid-argument', message: expect.stringContaining(text) }),
    );
  });

  test('refuses weights that are not finite, classes that are too few, and probabilities of what has none', () => {
    const broken = { ...weights, parameters: weights.parameters.map(() => Number.NaN) };
    const linear = { ...network, head: 'linear' as const };
    for (const attempt of [
      () => exportOnnx({ network, weights: broken }),
      () => exportOnnx({ network, weights, classes: ['a'] }),
      () => exportOnnx({ network: linear, weights }, { returns: 'probabilities' }),
    ]) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
    }
  });

  test('refuses weights of another network, and scaling that does not fit', () => {
    const short = { ...weights, parameters: new Float32Array(5) };
    expect(() => exportOnnx({ network, weights: short })).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    const preprocessing = { scale: new Float32Array(3), offset: 0 };
    expect(() => exportOnnx({ network, weights }, { preprocessing })).toThrow(/3 numbers; need one, 2 .* or 128/);
  });
});
