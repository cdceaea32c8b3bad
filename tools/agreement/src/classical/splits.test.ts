import { DRAWS, splitEvenness } from './splits.js';

test.each(Object.keys(DRAWS))('%s leaves rows out as often as it should', (kind) => {
  const { chiSquared, degreesOfFreedom } = splitEvenness(kind, 300);
  // Once in two thousand, by Wilson and Hilferty.
  const most = degreesOfFreedom * (1 - 2 / (9 * degreesOfFreedom) + 3.29 * Math.sqrt(2 / (9 * degreesOfFreedom))) ** 3;
  expect(chiSquared).toBeLessThan(most);
});
