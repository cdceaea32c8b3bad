import { contractCases } from '@selvedge/data/testing';

import { resolveNetwork } from '../declaration/resolve.js';
import type { InitializerSpec } from '../specs.generated.js';
import { initialParameters } from './initial-parameters.js';
import { initializers } from './initializers.js';

/** Whether another seed gives other numbers; without an answer, it is computed from training rows. */
const CASES = contractCases<readonly [InitializerSpec, boolean?]>('initializer', initializers.kinds, {
  zeros: ['zeros', false],
  ones: ['ones', false],
  'glorot-uniform': ['glorot-uniform', true],
  'glorot-normal': ['glorot-normal', true],
  'he-uniform': ['he-uniform', true],
  'he-normal': ['he-normal', true],
  'lecun-uniform': ['lecun-uniform', true],
  'lecun-normal': ['lecun-normal', true],
  orthogonal: ['orthogonal', true],
  identity: ['identity', false],
  dirac: [{ kind: 'dirac', remaining: 'he-normal' }, false],
  constant: [{ kind: 'constant', value: 0.5 }, false],
  'random-uniform': [{ kind: 'random-uniform', minimum: -1, maximum: 1 }, true],
  'random-normal': [{ kind: 'random-normal', mean: 0, standardDeviation: 1 }, true],
  'truncated-normal': ['truncated-normal', true],
  'variance-scaling': [{ kind: 'variance-scaling', mode: 'fan-out' }, true],
  'pytorch-default': ['pytorch-default', true],
  whitening: ['whitening'],
});

test.each(CASES.filter(([, [, isDrawn]]) => isDrawn !== undefined))(
  '%s fills a kernel with finite numbers, which follow from the seed',
  (_, [kernelInitializer, isDrawn]) => {
    const network = resolveNetwork({ inputShape: [6], layers: [{ kind: 'dense', units: 4, kernelInitializer }] });
    const kernel = (seed: number) => [...initialParameters(network, seed).subarray(0, 24)];
    expect(kernel(1).every(Number.isFinite)).toBe(true);
    expect(kernel(1)).toEqual(kernel(1));
    if (isDrawn) expect(kernel(2)).not.toEqual(kernel(1));
    else expect(kernel(2)).toEqual(kernel(1));
  },
);

test.each(CASES.filter(([, [, isDrawn]]) => isDrawn === undefined))(
  '%s fills nothing without training rows, and lets a tensor be given',
  (_, [kernelInitializer]) => {
    const first = { kind: 'conv2d', filters: 8, kernelSize: 2, useBias: false, kernelInitializer } as const;
    const layers = [first, { kind: 'flatten' }, { kind: 'dense', units: 2 }] as const;
    const network = resolveNetwork({ inputShape: [2, 2, 1], layers });
    expect(() => initialParameters(network, 1)).toThrow(/is computed from training rows, and there are none here/);
    const kernel = new Float32Array(32).fill(0.5);
    expect(initialParameters(network, 1, { 'conv2d/kernel': kernel }).subarray(0, 32)).toEqual(kernel);
  },
);

/** The kernel of a layer of 100 by 80. */
function kernelOf(kernelInitializer: InitializerSpec): Float32Array {
  const network = resolveNetwork({ inputShape: [100], layers: [{ kind: 'dense', units: 80, kernelInitializer }] });
  return initialParameters(network, 3).subarray(0, 8000);
}

test('the gain of orthogonal multiplies what it fills', () => {
  expect(kernelOf({ kind: 'orthogonal', gain: 2 })).toEqual(kernelOf('orthogonal').map((value) => 2 * value));
});

test('truncated-normal ends at two deviations, with 0.88 of the deviation left', () => {
  const values = kernelOf({ kind: 'truncated-normal', mean: 1, standardDeviation: 0.5 });
  expect(Math.max(...values)).toBeLessThanOrEqual(2);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(1, 1);
  expect(Math.abs(Math.sqrt(variance) - 0.44)).toBeLessThan(0.02);
});
