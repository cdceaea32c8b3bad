import { joined } from './joined.js';

test('puts pieces one behind the other', () => {
  expect(joined(Uint8Array, [Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)])).toEqual(Uint8Array.of(1, 2, 3));
  expect(joined(Float32Array, [])).toEqual(new Float32Array(0));
});
