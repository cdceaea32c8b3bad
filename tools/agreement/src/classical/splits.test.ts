import { splitEvenness } from './splits.js';

test('a stratified split leaves rows out as often as it should', () => {
  const { chiSquared } = splitEvenness(true, 300);
  expect(chiSquared).toBeLessThan(104.7); // 62 degrees of freedom: once in two thousand
});
