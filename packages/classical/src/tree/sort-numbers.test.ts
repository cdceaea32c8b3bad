import { createRng } from '@selvedge/data';
import { sortedNumbers } from './sort-numbers.js';

const rng = createRng(1);
const numbers: Record<string, () => number> = {
  'of both signs': () => rng.normal() * 10 ** (rng.int(40) - 20),
  'that were float32': () => Math.fround(rng.normal()),
  'with equal ones, zeros of both signs and infinities': () => [0, -0, 1, -1, 1 / 0, -1 / 0][rng.int(6)],
  'with missing ones': () => (rng.int(4) === 0 ? Number.NaN : rng.normal()),
  'that crowd together': () => Math.exp(rng.normal() * 8),
  'most of which are equal': () => Math.max(0, rng.int(300) - 280) / 7,
  'that fill the whole range': () => rng.normal() * 1e308,
  'that are subnormal': () => rng.int(1000) * 5e-324,
};

describe('sortedNumbers', () => {
  test.each(Object.keys(numbers))('sorts numbers %s', (name) => {
    for (const size of [0, 1, 100, 5000]) {
      const given = Float64Array.from({ length: size }, numbers[name]);
      const before = given.slice();
      expect(sortedNumbers(given)).toEqual(given.toSorted());
      expect(given).toEqual(before);
    }
  });

  test('puts NaN with a sign at the end, too', () => {
    const given = Float64Array.from({ length: 5000 }, (_, at) => -at);
    new BigUint64Array(given.buffer)[7] = 0xfff8000000000001n;
    const sorted = sortedNumbers(given);
    expect(sorted[4999]).toBeNaN();
    expect(sorted[4998]).toBe(-0);
  });
});
