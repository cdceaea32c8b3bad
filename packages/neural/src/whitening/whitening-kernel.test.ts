import { createRng } from '@selvedge/data';
import { patchCovariance } from './patch-covariance.js';
import { whiteningKernel } from './whitening-kernel.js';
import reference from './whitening-kernel.reference.json' with { type: 'json' };

type Triple = readonly [number, number, number];
type Size = readonly [number, number];

describe('whiteningKernel(images, options)', () => {
  test.each(reference.cases)('of $shape, $kernelSize, $filters filters is that of NumPy', async (given) => {
    const { images, filters, epsilon } = given;
    const shape = given.shape as unknown as Triple;
    const kernelSize = given.kernelSize as unknown as Size;
    const kernel = await whiteningKernel(images, { shape, kernelSize, filters, epsilon });
    expect(kernel).toHaveLength(given.kernel.length);
    // The reference is rounded to six digits, and the kernel is float32 of numbers up to 6.
    for (const [at, value] of kernel.entries()) expect(Math.abs(value - given.kernel[at])).toBeLessThan(2e-6);
  });

  test('makes outputs of unit variance that have nothing in common, and their negatives', async () => {
    const rng = createRng(4);
    const shape: Triple = [9, 8, 2];
    const images = Float32Array.from({ length: 40 * 144 }, () => rng.normal());
    for (let at = 2; at < images.length; at++) images[at] += 0.9 * images[at - 2] + 5; // neighbours alike, mean far from 0
    const depth = 12;
    const kernel = await whiteningKernel(images, { shape, kernelSize: [2, 3], filters: 24, epsilon: 1e-9 });
    const { covariance } = await patchCovariance(images, { shape, kernelSize: [2, 3] });
    for (let a = 0; a < 24; a++) {
      for (let b = 0; b < 24; b++) {
        let sum = 0;
        for (let i = 0; i < depth; i++)
          for (let j = 0; j < depth; j++) sum += kernel[i * 24 + a] * covariance[i * depth + j] * kernel[j * 24 + b];
        expect(sum).toBeCloseTo(a === b ? 1 : Math.abs(a - b) === 12 ? -1 : 0, 4);
      }
    }
  });

  test('leaves directions that never vary small, not infinite', async () => {
    const images = Array.from({ length: 3 * 16 }, (_, at) => Math.floor(at / 4) % 3); // rows of one number each
    const kernel = await whiteningKernel(images, { shape: [4, 4, 1], kernelSize: [1, 2], filters: 4, epsilon: 0.01 });
    expect(Math.abs(kernel[1])).toBeCloseTo(10 / Math.SQRT2, 4); // the second direction: 1 / sqrt(0.01)
  });

  test('stops when it is aborted', async () => {
    const images = new Float32Array(20 * 32 * 32 * 3);
    const options = { shape: [32, 32, 3] as Triple, kernelSize: [3, 3] as Size, filters: 8, epsilon: 1e-3 };
    await expect(whiteningKernel(images, { ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
