import type { LayerSpec } from '@selvedge/networks';
import { resolveNetwork, zoo } from '@selvedge/networks';
import { planBlocked } from './blocked-plan.js';

const BLOCK = 16;

describe('planBlocked(network, block)', () => {
  test('keeps every convolution and pooling of GoogLeNet in blocks', () => {
    const network = resolveNetwork(zoo.googlenet(), [28, 28, 1]);
    const { convolutions, poolings } = planBlocked(network, BLOCK);
    const count = (kind: string): number => network.nodes.filter(({ operation }) => operation.kind === kind).length;
    expect(convolutions.size).toBe(count('conv2d'));
    expect(poolings.size).toBe(count('max-pooling2d'));
    expect(new Set(poolings.values())).toEqual(new Set(['overlapping']));
  });

  test.each([
    ['a dense layer alone reads', [], 2],
    ['dropout reads', [{ kind: 'dropout', rate: 0.5 }] as const, 0],
  ])('leaves a flattened image in blocks where %s it', (_, between, planned) => {
    const layers: LayerSpec[] = [
      { kind: 'conv2d', filters: 32, kernelSize: 3 },
      { kind: 'flatten' },
      ...between,
      { kind: 'dense', units: 10 },
    ];
    expect(planBlocked(resolveNetwork({ layers }, [8, 8, 1]), BLOCK).flattened.size).toBe(planned);
  });

  test('leaves pooling with padding to the portable path where negative numbers may come in', () => {
    const layers = (activation: 'relu' | 'tanh'): LayerSpec[] => [
      { kind: 'conv2d', filters: 16, kernelSize: 3, activation },
      { kind: 'max-pooling2d', poolSize: 3, strides: 2, padding: 'same' },
      { kind: 'flatten' },
      { kind: 'dense', units: 2 },
    ];
    const poolings = (activation: 'relu' | 'tanh'): number =>
      planBlocked(resolveNetwork({ layers: layers(activation) }, [9, 9, 1]), BLOCK).poolings.size;
    expect([poolings('relu'), poolings('tanh')]).toEqual([1, 0]);
  });
});
