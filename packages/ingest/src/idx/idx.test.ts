import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { decodeIdx } from './decode-idx.js';
import { encodeIdx } from './encode-idx.js';
import reference from './idx.reference.json' with { type: 'json' };
import type { IdxValues } from './idx-array.js';
import { idxDataset } from './idx-dataset.js';

const corrupt = expect.objectContaining({ code: 'corrupt-file' });
const header = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe('decodeIdx(bytes)', () => {
  test.each(reference.arrays)('reads what numpy wrote as $type', ({ type, shape, base64, values }) => {
    const array = decodeIdx(Buffer.from(base64, 'base64'));
    expect(array.shape).toEqual(shape);
    expect(array.values.constructor.name.toLowerCase()).toBe(`${type}array`);
    expect([...array.values]).toEqual(values);
  });

  test.each([
    ['an empty file', header(), /too few/],
    ['a wrong magic number', header(1, 0, 8, 1, 0, 0, 0, 0), /magic number is 01 00 08 01/],
    ['an unknown type', header(0, 0, 7, 1, 0, 0, 0, 0), /magic number/],
    ['a header cut short', header(0, 0, 8, 3, 0, 0, 0, 1), /within its header/],
    ['fewer values than claimed', header(0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3), /12 bytes in all, but it is 11/],
    ['more values than claimed', header(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), /9 bytes in all, but it is 10/],
    ['a claim of 2^40 items', header(0, 0, 8, 2, 0, 16, 0, 0, 0, 16, 0, 0), /1099511627776 bytes/],
    ['a product beyond 2^53', header(0, 0, 14, 2, 255, 255, 255, 255, 255, 255, 255, 255), /claims sizes/],
  ])('refuses %s', (_, bytes, why) => {
    expect(() => decodeIdx(bytes)).toThrow(corrupt);
    expect(() => decodeIdx(bytes)).toThrow(why);
  });

  test('refuses gzip that is truncated, damaged, followed by something, or larger than its header says', () => {
    const array = encodeIdx({ values: Uint8Array.from({ length: 5000 }, (_, at) => at * 7), shape: [50, 100] });
    const zipped = gzipSync(array);
    expect(() => decodeIdx(zipped.subarray(0, zipped.length - 5))).toThrow(/truncated/);
    const flipped = Uint8Array.from(zipped);
    flipped[60] ^= 4;
    expect(() => decodeIdx(flipped)).toThrow(corrupt);
    expect(() => decodeIdx(Buffer.concat([zipped, Buffer.from('tail')]))).toThrow(corrupt);
    const bomb = gzipSync(Buffer.concat([array, Buffer.alloc(50_000_000)]));
    expect(() => decodeIdx(bomb)).toThrow(/more than the 5012 bytes/);
  });

  test('refuses more than maxBytes before it allocates', () => {
    const array = encodeIdx({ values: new Uint8Array(1000), shape: [1000] });
    expect(() => decodeIdx(array, 'x', 999)).toThrow(/more than the 999 allowed/);
  });

  const types = [Uint8Array, Int8Array, Int16Array, Int32Array, Float32Array, Float64Array];
  test('gives back what encodeIdx wrote, of every type and rank, plain and gzip', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.array(fc.nat(4), { maxLength: 4 }),
        fc.boolean(),
        fc.array(fc.double({ min: -128, max: 127, noNaN: true }), { minLength: 256, maxLength: 256 }),
        (type, shape, zipped, numbers) => {
          const values: IdxValues = type.from(
            numbers.slice(
              0,
              shape.reduce((product, size) => product * size, 1),
            ),
          );
          const bytes = encodeIdx({ values, shape });
          const again = decodeIdx(zipped ? gzipSync(bytes) : bytes);
          expect(again.shape).toEqual(shape);
          expect(again.values).toEqual(values);
        },
      ),
    );
  });
});

describe('idxDataset(images, labels, parts)', () => {
  const images = { values: new Uint8Array(8), shape: [2, 2, 2] };
  const labels = { values: Uint8Array.of(0, 1), shape: [2] };
  const parts = { name: 'x', classes: ['a', 'b'], provenance: { source: 'x', steps: [] } };

  test('gives images a channel and keeps bytes as they are', () => {
    const made = idxDataset(images, labels, parts);
    expect(made.shape).toEqual([2, 2, 1]);
    expect(made.features.values).toBe(images.values);
    expect([...made.labels]).toEqual([0, 1]);
  });

  test('refuses different counts, swapped files and labels outside the classes, naming both numbers', () => {
    const three = { values: new Uint8Array(3), shape: [3] };
    expect(() => idxDataset(images, three, parts)).toThrow(/2 images and 3 labels/);
    expect(() => idxDataset(labels, images, parts)).toThrow(/swapped/);
    const outside = { values: Uint8Array.of(0, 2), shape: [2] };
    expect(() => idxDataset(images, outside, parts)).toThrow(/label 2 in row 1 is outside the 2 classes/);
  });
});
