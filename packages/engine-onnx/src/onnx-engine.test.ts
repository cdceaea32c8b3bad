import { createRng, type SelvedgeError } from '@selvedge/data';
import type { LayerSpec } from '@selvedge/networks';
import { resolveNetwork } from '@selvedge/networks';
import type { CompiledNetwork, TrainBatch } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import fc from 'fast-check';
import { onnxEngine } from './onnx-engine.js';

const convolution = (filters: number): LayerSpec[] => [
  { kind: 'conv2d', filters, kernelSize: 3, padding: 'same' },
  { kind: 'batch-normalization' },
  { kind: 'activation', activation: 'relu' },
];
// 28 x 28 is large enough for the kernel gradient to be cut into bands.
const network = resolveNetwork(
  {
    layers: [
      ...convolution(16),
      ...convolution(20),
      { kind: 'max-pooling2d' },
      { kind: 'dropout', rate: 0.25 },
      ...convolution(32),
      { kind: 'max-pooling2d' },
      { kind: 'flatten' },
      { kind: 'dense', units: 10, activation: 'softmax' },
    ],
  },
  [28, 28, 1],
);

function batchOf(rows: number, step = 0): TrainBatch {
  // With some seeds two numbers of a pooling window are equal but for rounding, and the paths choose differently.
  const rng = createRng(rows + 2);
  const targets = new Float32Array(rows * 10);
  for (let row = 0; row < rows; row++) targets[row * 10 + rng.int(10)] = 1;
  // Blank borders, as images have them: windows of equal numbers.
  const features = Float32Array.from({ length: rows * 784 }, (_, at) => (at % 28 < 8 ? 0 : rng.uniform()));
  return { features, targets, rows, step, seed: 1 };
}

async function open(path: 'blocked' | 'portable'): Promise<CompiledNetwork> {
  const compiled = await (await onnxEngine({ path })).compile(network, { batchSize: 16, threads: 2 });
  const rng = createRng('weights');
  const canonical = new Float32Array(network.parameterCount);
  for (const { offset, size, role, fans } of network.parameters) {
    const spread = role === 'kernel' ? Math.sqrt(6 / (fans[0] + fans[1])) : 0.1;
    for (let at = offset; at < offset + size; at++)
      canonical[at] = (role === 'gamma' ? 1 : 0) + spread * (2 * rng.uniform() - 1);
  }
  compiled.layout.fromCanonical(canonical, compiled.parameters);
  for (const { offset, size, role } of network.state)
    compiled.state.fill(role === 'moving-mean' ? 0 : 1, offset, offset + size);
  return compiled;
}

const PAIRED = { poolSize: 2, strides: 2 };

/** Two branches whose images differ, though not in size. */
const ALIKE = {
  side: [12, 12] as [number, number],
  channels: 1,
  branches: (
    [
      [1, 5],
      [5, 1],
    ] as [number, number][]
  ).map((kernelSize) => [
    {
      filters: 16 as const,
      kernelSize,
      padding: 'valid' as const,
      relu: true,
      pool: {
        ...PAIRED,
        padding: 'valid' as const,
        poolSize: [2, 2] as [number, number],
        strides: [2, 2] as [number, number],
      },
      paired: true,
    },
  ]),
  rows: 16,
  threads: 2,
};

/** A pooling of which some places of every window are padding alone. */
const PADDED_AWAY = {
  ...ALIKE,
  side: [2, 14] as [number, number],
  branches: [
    [
      {
        filters: 8 as const,
        kernelSize: [1, 1] as [number, number],
        padding: 'same' as const,
        relu: true,
        pool: {
          poolSize: [4, 1] as [number, number],
          strides: [3, 1] as [number, number],
          padding: 'same' as const,
        },
        paired: false,
      },
    ],
  ],
  rows: 1,
};

/** Windows that do not fit are another test's. */
function resolvedOrSkipped(spec: { readonly layers: readonly LayerSpec[] }, inputShape: readonly number[]): Network {
  try {
    return resolveNetwork(spec, inputShape);
  } catch (error) {
    fc.pre((error as SelvedgeError).code !== 'shape-mismatch');
    throw error;
  }
}

describe('onnxEngine()', () => {
  test.each([16, 32, 13, 1])('gives the same step on both paths for %i rows', async (rows) => {
    const [fast, plain] = await Promise.all([open('blocked'), open('portable')]);
    const seen = await fast.step(batchOf(rows));
    const expected = await plain.step(batchOf(rows));
    expect(seen.loss).toBeCloseTo(expected.loss, 4);
    const gradients = fast.layout.toCanonical(fast.gradients);
    const others = plain.layout.toCanonical(plain.gradients);
    for (const { name, offset, size, role } of network.parameters) {
      if (role === 'bias' && name.startsWith('conv')) continue; // 0 but for rounding: batch normalisation removes it
      let most = 0;
      let difference = 0;
      for (let at = offset; at < offset + size; at++) {
        most = Math.max(most, Math.abs(others[at]));
        difference = Math.max(difference, Math.abs(gradients[at] - others[at]));
      }
      expect([name, difference < 2e-5 * most + 1e-6]).toEqual([name, true]);
    }
    for (let at = 0; at < network.stateCount; at++) expect(fast.state[at]).toBeCloseTo(plain.state[at], 5);
    await Promise.all([fast.dispose(), plain.dispose()]);
  });

  test('gives bit-identical steps from the same numbers, in another session', async () => {
    const [first, second] = [await open('blocked'), await open('blocked')];
    const [a, b] = [await first.step(batchOf(16, 7)), await second.step(batchOf(16, 7))];
    expect(a.loss).toBe(b.loss);
    expect(first.gradients).toEqual(second.gradients);
    expect(first.state).toEqual(second.state);
    await Promise.all([first.dispose(), second.dispose()]);
  });

  test('draws other dropout masks in another step', async () => {
    const compiled = await open('blocked');
    const { loss } = await compiled.step(batchOf(16, 1));
    expect((await compiled.step(batchOf(16, 2))).loss).not.toBe(loss);
    await compiled.dispose();
  });

  test('keeps padding and its gradient at 0', async () => {
    const compiled = await open('blocked');
    await compiled.step(batchOf(16));
    const { layout } = compiled;
    const back = new Float32Array(layout.length);
    layout.fromCanonical(layout.toCanonical(compiled.gradients), back);
    expect(back).toEqual(compiled.gradients.slice());
    await compiled.dispose();
  });

  test('predicts any number of rows, in parts, with the parameters as they are now', async () => {
    const compiled = await (await onnxEngine()).compile(network, { predictBatchSize: 4 });
    compiled.parameters.fill(0.01);
    for (const { offset, size, role } of network.state)
      compiled.state.fill(role === 'moving-mean' ? 0 : 1, offset, offset + size);
    const { features } = batchOf(9);
    const all = await compiled.predict(features, 9);
    expect(await compiled.predict(features.slice(5 * 784), 4)).toEqual(all.slice(50));
    compiled.parameters.fill(0.02);
    expect(await compiled.predict(features, 9)).not.toEqual(all);
    await compiled.dispose();
  });

  test('computes on arrays that the caller allocates', async () => {
    const own: Float32Array[] = [];
    const compiled = await (await onnxEngine()).compile(network, {
      batchSize: 16,
      allocate(length) {
        own.push(new Float32Array(length), new Float32Array(length));
        return { parameters: own[0], gradients: own[1] };
      },
    });
    compiled.parameters.fill(0.01);
    await compiled.step(batchOf(16));
    expect(compiled.parameters).toBe(own[0]);
    expect(own[1].some((value) => value !== 0)).toBe(true);
    await compiled.dispose();
  });

  test('gives the same gradients on both paths for any small convolutional net', async () => {
    const stage = fc.record({
      filters: fc.constantFrom(8, 16, 20, 32, 48),
      kernelSize: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
      padding: fc.constantFrom('same' as const, 'valid' as const),
      relu: fc.boolean(),
      pool: fc.option(
        fc.record({
          poolSize: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
          strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
          padding: fc.constantFrom('same' as const, 'valid' as const),
        }),
      ),
      paired: fc.boolean(),
    });
    const nets = fc.record({
      side: fc.tuple(fc.integer({ min: 14, max: 19 }), fc.integer({ min: 14, max: 19 })),
      channels: fc.integer({ min: 1, max: 3 }),
      branches: fc.array(fc.array(stage, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
      rows: fc.integer({ min: 1, max: 40 }),
      threads: fc.integer({ min: 1, max: 4 }),
    });
    const [fast, plain] = await Promise.all([onnxEngine({ path: 'blocked' }), onnxEngine({ path: 'portable' })]);
    await fc.assert(
      fc.asyncProperty(nets, fc.nat(), async ({ side, channels, branches, rows, threads }, seed) => {
        const layers = branches.flatMap((stages, branch): LayerSpec[] => {
          const own = stages.flatMap(({ relu, pool, paired, ...conv }): LayerSpec[] => [
            { kind: 'conv2d', ...conv },
            ...(relu ? [{ kind: 'activation' as const, activation: 'relu' as const }] : []),
            ...(pool ? [{ kind: 'max-pooling2d' as const, ...pool, ...(paired && PAIRED) }] : []),
          ]);
          const [first, ...others] = own;
          return [{ ...first, inputs: ['input'] }, ...others, { kind: 'flatten', name: `branch_${branch}` }];
        });
        const ends = branches.map((_, branch) => `branch_${branch}`);
        if (ends.length > 1) layers.push({ kind: 'concatenate', inputs: ends });
        const declared = { layers: [...layers, { kind: 'dense', units: 3 }] as LayerSpec[] };
        const net = resolvedOrSkipped(declared, [...side, channels]);
        // Small whole numbers: sums are exact in any order, so that both paths see the same ties in pooling.
        const rng = createRng(seed);
        const features = Float32Array.from({ length: rows * side[0] * side[1] * channels }, () => rng.int(3));
        const targets = Float32Array.from({ length: rows * 3 }, () => rng.int(2));
        const canonical = Float32Array.from({ length: net.parameterCount }, () => rng.int(3) - 1);
        const [seen, expected] = await Promise.all(
          [fast, plain].map(async (engine) => {
            const compiled = await engine.compile(net, { loss: 'mean-squared-error', threads });
            compiled.layout.fromCanonical(canonical, compiled.parameters);
            await compiled.step({ features, targets, rows, step: 0, seed: 1 });
            const gradients = compiled.layout.toCanonical(compiled.gradients);
            await compiled.dispose();
            return gradients;
          }),
        );
        for (const { name, offset, size } of net.parameters) {
          const most = expected
            .subarray(offset, offset + size)
            .reduce((max, value) => Math.max(max, Math.abs(value)), 0);
          const difference = expected
            .subarray(offset, offset + size)
            .reduce((max, value, at) => Math.max(max, Math.abs(value - seen[offset + at])), 0);
          expect([name, difference <= 2e-5 * most]).toEqual([name, true]);
        }
      }),
      {
        numRuns: 60,
        examples: [
          [ALIKE, 1],
          [PADDED_AWAY, 0],
        ],
      },
    );
  });
});
