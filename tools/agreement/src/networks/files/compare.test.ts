import type { NetworkSpec } from '@selvedge/networks';
import { differenceOf } from './compare.js';

test('differenceOf(model, predicted) is the largest difference, and infinite where there are other outputs', async () => {
  const declaration: NetworkSpec = { inputShape: [2], layers: [{ kind: 'dense', units: 2, name: 'a' }] };
  const model = {
    declaration,
    weights: { 'a/kernel': Float32Array.of(1, 0, 0, 1), 'a/bias': Float32Array.of(0, 0.5) },
  };
  const features = [1, 2];
  expect(await differenceOf(model, { features, rows: 1, outputs: [1, 2.5] })).toBe(0);
  expect(await differenceOf(model, { features, rows: 1, outputs: [1, 5] })).toBe(0.5);
  expect(await differenceOf(model, { features, rows: 1, outputs: null })).toBe(Number.POSITIVE_INFINITY);
});
