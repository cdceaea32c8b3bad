import { FlatNumbers } from './flat-numbers.js';

const doubles = (...values: number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);
const page = (encoding: string, values: number, bytes: Uint8Array, present = values) => ({
  bytes,
  encoding,
  values,
  present,
});

describe('new FlatNumbers(type, rows)', () => {
  test('joins plain pages and pages of a dictionary', () => {
    const column = new FlatNumbers(Float64Array, 1000);
    column.dictionary(doubles(0.5, 1.5, 2.5, 3.5), 4);
    // Two bits: a run of three ones, then eight packed values, of which five count.
    column.page(page('RLE_DICTIONARY', 8, Uint8Array.of(2, 6, 1, 3, 0b11100100, 0b00000011)));
    column.page(page('PLAIN', 2, doubles(-0, Number.NaN)));
    expect(Array.from(column.numbers as Float64Array)).toEqual([
      1.5,
      1.5,
      1.5,
      0.5,
      1.5,
      2.5,
      3.5,
      3.5,
      -0,
      Number.NaN,
    ]);
  });

  test('reads 64 bits and a dictionary of one value', () => {
    const column = new FlatNumbers(BigInt64Array, 3);
    column.dictionary(new Uint8Array(BigInt64Array.of(2n ** 60n).buffer), 1);
    column.page(page('PLAIN_DICTIONARY', 3, Uint8Array.of(0)));
    expect(column.numbers).toEqual(BigInt64Array.of(2n ** 60n, 2n ** 60n, 2n ** 60n));
  });

  test.each([
    ['nulls', page('PLAIN', 3, doubles(1, 2), 2)],
    ['another encoding', page('BYTE_STREAM_SPLIT', 1, doubles(1))],
    ['indices beyond 24 bits', page('RLE_DICTIONARY', 1, Uint8Array.of(25, 3, 0, 0, 0, 0))],
  ])('leaves a column with %s', (_, odd) => {
    const column = new FlatNumbers(Float64Array, 4);
    column.page(page('PLAIN', 1, doubles(1)));
    column.page(odd);
    expect(column.numbers).toBeUndefined();
  });

  test('refuses an index beyond the dictionary, and values beyond the page', () => {
    const column = new FlatNumbers(Float64Array, 4);
    column.dictionary(doubles(1, 2), 2);
    expect(() => column.page(page('RLE_DICTIONARY', 1, Uint8Array.of(2, 2, 2)))).toThrow(/index of 2 .* of 2 values/);
    expect(() => column.page(page('PLAIN', 2, doubles(1)))).toThrow(RangeError);
  });
});
