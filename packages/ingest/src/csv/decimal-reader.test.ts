import fc from 'fast-check';
import { DecimalReader } from './decimal-reader.js';

const reader = new DecimalReader();
const read = (text: string): readonly [number, number] => {
  const value = reader.read(new TextEncoder().encode(`${text},`), 0);
  return [value, reader.end];
};

/** Digits with a point somewhere and an exponent, as writers leave them. */
const decimals = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.stringMatching(/^\d{1,19}$/),
    fc.nat(19),
    fc.option(fc.integer({ min: -70, max: 70 })),
  )
  .map(([sign, digits, point, exponent]) => {
    const before = digits.slice(0, point);
    return `${sign}${before}.${digits.slice(point)}${exponent === null ? '' : `e${exponent}`}`;
  });

/** Numbers of 17 to 22 digits: among them are middles between two float64, where rounding is hardest. */
const long = fc
  .tuple(fc.double({ noNaN: true, min: -1e30, max: 1e30 }), fc.integer({ min: 17, max: 22 }))
  .map(([value, digits]) => value.toPrecision(digits));

describe('new DecimalReader().read(bytes, start)', () => {
  test('reads what Number() reads, bit for bit, or leaves it', () => {
    fc.assert(
      fc.property(fc.oneof(decimals, long), (text) => {
        const [value, end] = read(text);
        if (Number.isNaN(value)) return;
        expect([value, end]).toEqual([Number(text), text.length]);
      }),
      { numRuns: 20_000 },
    );
  });

  test('leaves no number below 2^53 as JavaScript writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -(2 ** 53), max: 2 ** 53 }), (value) => {
        const small = Math.abs(value) < 1e-40 ? 0 : value;
        const text = String(small).replace(/^-?\d{16}$/, '$&.0');
        expect(read(text)[0]).toBe(Number(text));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ['0.1', 0.1],
    ['-0', -0],
    ['-0.0e5', -0],
    ['+1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['000012', 12],
    ['1E3', 1000],
    ['0.000000000000000000000000000001234', 1.234e-30],
    ['0e999', 0],
    ['9007199254740993.5', 9007199254740994],
    ['1.000000000000000000e+00', 1],
  ])('reads %s', (text, value) => {
    expect(read(text)[0]).toBe(value);
  });

  test.each([
    ['nothing', ''],
    ['a sign', '-'],
    ['a point', '.'],
    ['an exponent without digits', '1e+'],
    ['a word', 'nan'],
    ['a whole number that float64 may not hold', '9007199254740993'],
    ['the middle between two float64', '9007199254740993.0'],
    ['a number beyond float64', '1e999'],
    ['more digits than it keeps', `0.${'1'.repeat(40)}`],
    ['more characters than a number has', `${'0'.repeat(400)}1`],
  ])('leaves %s', (_, text) => {
    expect(read(text)[0]).toBeNaN();
  });

  test('stops behind the number', () => {
    expect(read('1.5.2')).toEqual([1.5, 3]);
    expect(read('0x10')).toEqual([0, 1]);
  });
});
