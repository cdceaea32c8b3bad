import { contractCases } from '@selvedge/data/testing';

import { resolveNetwork } from '../declaration/resolve.js';
import type { InitializerSpec } from '../specs.generated.js';
import { initialParameters } from './initial-parameters.js';
import { initializers } from './initializers.js';

/** Whether another seed gives other numbers. */
const CASES = contractCases<readonly [InitializerSpec, boolean]>('initializer', initializers.kinds, {
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
  constant: [{ kind: 'constant', value: 0.5 }, false],
  'random-uniform': [{ kind: 'random-uniform', minimum: -1, maximum: 1 }, true],
  'random-normal': [{ kind: 'random-normal', mean: 0, standardDeviation: 1 }, true],
  'pytorch-default': ['pytorch-default', true],
});

test.each(CASES)(
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
