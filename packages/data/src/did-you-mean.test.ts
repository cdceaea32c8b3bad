import { didYouMean } from './did-you-mean.js';

describe('didYouMean(typed, allowed)', () => {
  test.each([
    ['standardize', 'standardise'],
    ['Knn', 'knn'],
    ['sclae', 'scale'],
    ['logistic-regresion', 'logistic-regression'],
  ])('finds for %p the name %p', (typed, wanted) => {
    expect(didYouMean(typed, ['knn', 'scale', 'standardise', 'logistic-regression'])).toBe(wanted);
  });

  test.each(['forest', '', 'x'.repeat(100_000)])('finds nothing near %#', (typed) => {
    expect(didYouMean(typed, ['knn', 'scale'])).toBeUndefined();
  });
});
