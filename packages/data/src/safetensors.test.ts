import fc from 'fast-check';
import { SelvedgeError } from './errors.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';
import type { SavedState } from './saved-state.js';

const state: SavedState = {
  format: 'selvedge.test',
  version: 3,
  config: { k: 5, classes: ['a', 'ä', '__proto__'], nested: { deep: [1, null, true] } },
  tensors: {
    bytes: { values: Uint8Array.of(1, 2, 3), shape: [3] },
    weights: { values: Float32Array.of(1.5, -2, 0, Number.NaN), shape: [2, 2] },
    doubles: { values: Float64Array.of(Math.PI), shape: [] },
    none: { values: new Int32Array(0), shape: [0, 7] },
  },
};

/** A file with this header, so that damage can be described exactly. */
function fileOf(header: unknown, data = new Uint8Array(0)): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const metadata = { format: 'f', version: '1', config: '{}' };
const refused = expect.objectContaining({ code: 'corrupt-file' });

describe('encodeSafetensors and decodeSafetensors', () => {
  test('give back what was saved, from any offset in a larger buffer', () => {
    const bytes = encodeSafetensors(state);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    for (const source of [bytes, shifted.subarray(3), Buffer.from(bytes)]) {
      const read = decodeSafetensors(source);
      expect({ ...read, tensors: { ...read.tensors } }).toEqual(state);
    }
  });

  test('give equal bytes for equal states, whatever the order of the names', () => {
    const reordered = { ...state, tensors: Object.fromEntries(Object.entries(state.tensors).reverse()) };
    expect(encodeSafetensors(reordered)).toEqual(encodeSafetensors(state));
  });

  test('refuse every truncation', () => {
    const bytes = encodeSafetensors(state);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length))).toThrow(refused);
    }
  });

  test('never do anything but read or refuse when bytes are changed', () => {
    const bytes = encodeSafetensors(state);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = bytes.slice();
        damaged[at] ^= flip;
        try {
          decodeSafetensors(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(SelvedgeError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['a header that claims 2^60 bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 16, 1, 2)],
    ['a header that is a list', fileOf([])],
    ['no metadata', fileOf({})],
    [
      'an unknown element type',
      fileOf({ __metadata__: metadata, a: { dtype: 'F8', shape: [1], data_offsets: [0, 1] } }, new Uint8Array(1)),
    ],
    [
      'a shape beyond its bytes',
      fileOf(
        { __metadata__: metadata, a: { dtype: 'U8', shape: [1e9, 1e9], data_offsets: [0, 1] } },
        new Uint8Array(1),
      ),
    ],
    [
      'a negative size',
      fileOf({ __metadata__: metadata, a: { dtype: 'U8', shape: [-1], data_offsets: [0, 1] } }, new Uint8Array(1)),
    ],
    [
      'a hole before a tensor',
      fileOf({ __metadata__: metadata, a: { dtype: 'U8', shape: [1], data_offsets: [1, 2] } }, new Uint8Array(2)),
    ],
    ['bytes that no tensor owns', fileOf({ __metadata__: metadata }, new Uint8Array(2))],
  ])('refuse %s', (_, bytes) => {
    expect(() => decodeSafetensors(bytes)).toThrow(refused);
  });
});
