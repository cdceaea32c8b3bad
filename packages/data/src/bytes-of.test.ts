import { bytesOf } from './bytes-of.js';

describe('bytesOf(values)', () => {
  test('gives the bytes of a view alone, shared with it', () => {
    const values = new Uint16Array([1, 2, 3, 4]).subarray(1, 3);
    const bytes = bytesOf(values);
    expect(bytes).toHaveLength(4);
    bytes.fill(0);
    expect(values).toEqual(new Uint16Array([0, 0]));
  });
});
