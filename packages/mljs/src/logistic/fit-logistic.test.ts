import { matrix } from '@selvedge/data';
import { fitLogistic } from './fit-logistic.js';

test('fitLogistic(train, options) gives each class its own line against the rest', () => {
  const features = matrix(Float32Array.of(0, 0.1, 0.9, 1), 4, 1);
  const train = { features, labels: Uint16Array.of(0, 0, 1, 1), classes: ['low', 'high'] };
  const { weights, intercepts } = fitLogistic(train, { maxIter: 20_000, fitIntercept: true });
  const score = (label: number, value: number): number => weights[label] * value + intercepts[label];
  expect(score(0, 0)).toBeGreaterThan(0);
  expect(score(0, 1)).toBeLessThan(0);
  expect(score(1, 1)).toBeGreaterThan(0);
  expect(score(1, 0)).toBeLessThan(0);
});
