import fc from 'fast-check';
import { groupedPartition, stratifiedDraw } from './partition.js';
import { createRng } from './rng.js';

describe('stratifiedDraw(labels, sizes, rng)', () => {
  test('leaves every row and class out as often as it should, where classes do not divide evenly', () => {
    const labels = Array.from({ length: 53 }, (_, row) => (row < 40 ? Math.floor(row / 5) : 8)); // 8 of 5 rows, 1 of 13
    const seeds = 1000;
    const times = new Float64Array(labels.length);
    for (let seed = 0; seed < seeds; seed++)
      for (const row of stratifiedDraw(labels, [6], createRng(seed))[0]) times[row]++;
    const expected = (seeds * 6) / labels.length;
    const chiSquared = times.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(90.6); // 52 degrees of freedom: once in a thousand
  });

  test('draws each class in its share to within a row, in every part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 80 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (labels, a, b, seed) => {
          const first = 1 + (a % Math.floor(labels.length / 2));
          const second = b % (labels.length - first);
          const parts = stratifiedDraw(labels, [first, second], createRng(seed));
          expect(parts.map(({ length }) => length)).toEqual([first, second, labels.length - first - second]);
          expect(parts.flatMap((part) => [...part]).sort((x, y) => x - y)).toEqual([...labels.keys()]);
          for (const label of new Set(labels)) {
            const share = labels.filter((other) => other === label).length / labels.length;
            const drawn = parts[0].filter((row) => labels[row] === label).length;
            expect(Math.abs(drawn - first * share)).toBeLessThan(1);
          }
        },
      ),
    );
  });
});

test('groupedPartition takes a group of 150,000 rows', () => {
  const groups = new Uint8Array(150_001);
  groups[0] = 1;
  expect(
    groupedPartition(groups, 2)
      .map(({ length }) => length)
      .sort(),
  ).toEqual([1, 150_000]);
});
