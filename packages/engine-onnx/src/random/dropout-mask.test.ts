import { fillDropoutMask, noiseKey } from '@selvedge/networks/engine';
import fc from 'fast-check';
import { createDropoutMasks } from './dropout-mask.js';

describe('createDropoutMasks(lengths)', () => {
  test('draws what fillDropoutMask draws, bit for bit, for each of several masks', () => {
    const masks = createDropoutMasks([0, 1, 17, 64, 1003]);
    fc.assert(
      fc.property(fc.double(), fc.nat(1e6), fc.nat(99), fc.double({ min: 0, max: 0.999 }), (seed, step, node, rate) => {
        for (const [at, { draw }] of masks.entries()) draw(noiseKey(seed, step, node + at), rate);
        for (const [at, { values }] of masks.entries()) {
          const plain = fillDropoutMask(new Float32Array(values.length), noiseKey(seed, step, node + at), rate);
          expect(values).toEqual(plain);
        }
      }),
    );
  });
});
