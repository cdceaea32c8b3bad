import { quantileOfSorted } from './quantile-of-sorted.js';

// numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1])
test('interpolates as numpy.quantile does', () => {
  const shares = [0, 0.25, 0.5, 0.9, 1];
  expect(shares.map((share) => quantileOfSorted([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 6.800000000000001, 8]);
});

test('is the value itself of one value', () => {
  expect(quantileOfSorted([3], 0.7)).toBe(3);
});
