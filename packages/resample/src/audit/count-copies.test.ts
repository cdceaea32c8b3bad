import { matrix, type Numbers } from '@selvedge/data';
import fc from 'fast-check';
import { countCopies } from './count-copies.js';
import { duplicateGroups } from './duplicate-groups.js';

/** Bytes that begin in the middle of a word of their buffer. */
function unaligned(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length + 3).subarray(3);
  bytes.set(numbers);
  return bytes;
}

describe('countCopies(train, parts) and duplicateGroups(features)', () => {
  test('find what comparing every pair finds, for bytes and floats, in 500 random cases', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 240 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        (columns, numbers, isFloat, parts) => {
          const rows = Math.floor(numbers.length / columns / 2) * 2;
          if (rows < 2) return;
          const half = (rows / 2) * columns;
          const of = (from: number) => {
            const own = numbers.slice(from, from + half);
            return matrix<Numbers>(
              isFloat ? Float32Array.from(own, (v) => v / 3) : from === 0 ? Uint8Array.from(own) : unaligned(own),
              rows / 2,
              columns,
            );
          };
          const [train, held] = [of(0), of(half)];
          const textOf = ({ values }: typeof train, row: number) =>
            values.slice(row * columns, (row + 1) * columns).join();
          const texts = Array.from({ length: rows / 2 }, (_, row) => textOf(train, row));
          const copies = texts.filter((_, row) => texts.includes(textOf(held, row))).length;
          expect(countCopies(train, Array(parts).fill(held))).toEqual(Array(parts).fill(copies));
          expect([...duplicateGroups(train)]).toEqual(texts.map((text) => texts.indexOf(text)));
        },
      ),
      { numRuns: 500 },
    );
  });
});
