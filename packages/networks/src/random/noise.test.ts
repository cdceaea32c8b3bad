import { fillDropoutMask, fillGaussianNoise, noiseKey } from './noise.js';

describe('fillDropoutMask(out, key, rate)', () => {
  test('drops the wanted share and scales the rest so that the mean stays 1', () => {
    const mask = fillDropoutMask(new Float32Array(200_000), noiseKey(7, 3, 2), 0.3);
    const zeros = mask.filter((value) => value === 0).length / mask.length;
    expect(Math.abs(zeros - 0.3)).toBeLessThan(0.004); // 4 standard errors
    expect(Math.max(...mask.subarray(0, 1000))).toBeCloseTo(1 / 0.7, 6);
  });

  test('gives a number that does not depend on how many are asked for', () => {
    const key = noiseKey(1, 2, 3);
    const long = fillDropoutMask(new Float32Array(1000), key, 0.5);
    expect([...fillDropoutMask(new Float32Array(10), key, 0.5)]).toEqual([...long.subarray(0, 10)]);
  });

  test.each([
    ['seed', noiseKey(2, 0, 1)],
    ['a fraction of the seed', noiseKey(1.5, 0, 1)],
    ['step', noiseKey(1, 1, 1)],
    ['node', noiseKey(1, 0, 2)],
  ])('draws another mask for another %s, and the two are uncorrelated', (_, other) => {
    const n = 100_000;
    const a = fillDropoutMask(new Float32Array(n), noiseKey(1, 0, 1), 0.5);
    const b = fillDropoutMask(new Float32Array(n), other, 0.5);
    const agree = a.filter((value, i) => value === b[i]).length / n;
    expect(Math.abs(agree - 0.5)).toBeLessThan(0.008); // 5 standard errors
  });
});

describe('fillGaussianNoise(out, key, stddev)', () => {
  test('has the wanted mean, deviation and tails', () => {
    const n = 200_000;
    const noise = fillGaussianNoise(new Float32Array(n), noiseKey(1, 5, 0), 2);
    const mean = noise.reduce((sum, value) => sum + value, 0) / n;
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    expect(Math.abs(mean)).toBeLessThan(0.018); // 4 standard errors
    expect(Math.abs(deviation - 2)).toBeLessThan(0.013);
    const beyondTwo = noise.filter((value) => Math.abs(value) > 4).length / n;
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.002);
  });
});
