import { locate } from './locate.js';

const place = { file: 'pipeline' };

test('locate(value, place) refuses values that hold themselves, and what is not plain data', () => {
  const circle: { self?: unknown } = {};
  circle.self = [circle];
  expect(() => locate(circle, place)).toThrow('nested more than 64 deep');
  for (const value of [1n, () => 1, Symbol('a')]) expect(() => locate({ value }, place)).toThrow('is not plain data');
});
