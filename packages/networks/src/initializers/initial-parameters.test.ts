import { createRng } from '@selvedge/data';
import type { InitializerSpec } from '../declaration/layer-spec.js';
import { resolveNetwork } from '../declaration/resolve.js';
import { zoo } from '../zoo/zoo.js';
import { fillInitial, initialParameters, initialState } from './initial-parameters.js';

const shape = [100, 300];
function draw(initializer: InitializerSpec, fans: readonly [number, number] = [100, 300]): Float32Array {
  const out = new Float32Array(30_000);
  fillInitial(out, { initializer, shape, fans }, createRng(1));
  return out;
}
const deviation = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

describe('fillInitial(out, slot, rng)', () => {
  // Standard deviations by definition: sqrt(scale / fan); a uniform's limit is sqrt(3) times that.
  test.each<[InitializerSpec, number, number]>([
    ['glorot-uniform', Math.sqrt(2 / 400), Math.sqrt(6 / 400)],
    ['glorot-normal', Math.sqrt(2 / 400), (2 * Math.sqrt(2 / 400)) / 0.8796],
    ['he-uniform', Math.sqrt(2 / 100), Math.sqrt(6 / 100)],
    ['he-normal', Math.sqrt(2 / 100), (2 * Math.sqrt(2 / 100)) / 0.8796],
    ['lecun-uniform', 0.1, Math.sqrt(3 / 100)],
    ['lecun-normal', 0.1, 0.2 / 0.8796],
    ['pytorch-default', 0.1 / Math.sqrt(3), 0.1],
    [{ kind: 'variance-scaling', scale: 3, mode: 'fan-out' }, 0.1, 0.2 / 0.8796],
    [{ kind: 'variance-scaling', scale: 2, mode: 'fan-avg', distribution: 'uniform' }, 0.1, 0.1 * Math.sqrt(3)],
    [{ kind: 'variance-scaling', distribution: 'untruncated-normal' }, 0.1, 0.6],
    [{ kind: 'random-uniform', minimum: -0.6, maximum: 0.6 }, 1.2 / Math.sqrt(12), 0.6],
    [{ kind: 'random-normal', mean: 0, standardDeviation: 0.5 }, 0.5, 3],
  ])('%j has the spread and limit that it names', (initializer, wanted, limit) => {
    const values = draw(initializer);
    expect(Math.abs(deviation(values) / wanted - 1)).toBeLessThan(0.02); // 4 standard errors of 30,000 draws
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(limit * 1.0001);
    expect(Math.abs(values.reduce((sum, v) => sum + v, 0) / values.length)).toBeLessThan(
      (4 * wanted) / Math.sqrt(30_000),
    );
  });

  test('orthogonal: rows are unit vectors at right angles', () => {
    const values = draw('orthogonal');
    for (const [a, b] of [
      [0, 0],
      [0, 1],
      [17, 99],
      [99, 99],
    ]) {
      let dot = 0;
      for (let i = 0; i < 300; i++) dot += values[a * 300 + i] * values[b * 300 + i];
      expect(dot).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  });

  test('identity: a convolution passes its channels on', () => {
    const out = new Float32Array(3 * 3 * 2 * 4);
    fillInitial(out, { initializer: 'identity', shape: [3, 3, 2, 4], fans: [18, 36] }, createRng(1));
    expect([...out.entries()].filter(([, v]) => v !== 0)).toEqual([
      [4 * 8, 1],
      [4 * 8 + 5, 1],
    ]);
  });
});

describe('kernels of depthwise convolutions', () => {
  const filled = (kernelInitializer: InitializerSpec, depthMultiplier: number): Float32Array => {
    const layer = {
      kind: 'depthwise-conv2d',
      kernelSize: 3,
      depthMultiplier,
      kernelInitializer,
      useBias: false,
    } as const;
    return initialParameters(resolveNetwork({ inputShape: [4, 4, 64], layers: [layer, { kind: 'flatten' }] }), 1);
  };

  test("pytorch-default: the limit is that of PyTorch's Conv2d(64, 64, 3, groups=64), 1 / 3", () => {
    const largest = Math.max(...filled('pytorch-default', 1).map(Math.abs));
    expect(largest).toBeLessThanOrEqual(1 / 3);
    expect(largest).toBeGreaterThan(0.32);
  });

  test("orthogonal: the columns are those of Keras's kernel, one for each multiplier", () => {
    const values = filled('orthogonal', 2); // Keras: (3, 3, 64, 2), as a matrix of 576 rows
    const [a, b] = [0, 1].map((column) => values.filter((_, i) => i % 2 === column));
    expect(a.reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 5);
    expect(a.reduce((sum, v, i) => sum + v * b[i], 0)).toBeCloseTo(0, 5);
  });

  test('identity: every channel passes on to the first of its filters', () => {
    const values = filled('identity', 2);
    expect(values.slice(4 * 128, 5 * 128).every((v, filter) => v === (filter % 2 === 0 ? 1 : 0))).toBe(true);
    expect(values.reduce((sum, v) => sum + v, 0)).toBe(64);
  });
});

describe('initialParameters(network, seed)', () => {
  test('draws each layer from a stream of its own name', () => {
    const first = resolveNetwork({
      inputShape: [4],
      layers: [
        { kind: 'dense', units: 3 },
        { kind: 'dense', units: 2, name: 'out' },
      ],
    });
    const wider = resolveNetwork({
      inputShape: [4],
      layers: [
        { kind: 'dense', units: 3, useBias: false },
        { kind: 'dense', units: 2, name: 'out' },
      ],
    });
    const out = (network: typeof first): number[] => {
      const slot = network.parameters.find(({ name }) => name === 'out/kernel');
      return [...initialParameters(network, 9).slice(slot?.offset, (slot?.offset ?? 0) + 6)];
    };
    expect(out(wider)).toEqual(out(first));
  });

  test('starts batch normalisation at scale 1, shift 0, mean 0, variance 1', () => {
    const network = resolveNetwork(zoo.resnet9());
    const values = initialParameters(network, 1);
    for (const { role, offset, size } of network.parameters) {
      if (role === 'gamma') expect(values.subarray(offset, offset + size).every((v) => v === 1)).toBe(true);
    }
    expect(initialState(network).reduce((sum, v) => sum + v, 0)).toBe(network.stateCount / 2);
  });
});
