import { sha256 } from './sha256.js';

describe('sha256(...parts)', () => {
  test('is the digest of FIPS 180-4, Appendix B.1, however the text is cut', () => {
    const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect([sha256('abc'), sha256('a', new Uint8Array([98]), 'c')]).toEqual([abc, abc]);
  });

  test('reads the bytes of any view', () => {
    expect(sha256(new Uint16Array([0, 0x6161, 0x6161]).subarray(1))).toBe(sha256('aaaa'));
  });
});
