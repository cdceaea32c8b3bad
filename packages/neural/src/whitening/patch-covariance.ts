import { nextTurn } from '@selvedge/compute/workers';
import { throwIfAborted } from '@selvedge/data/checks';

/** Images one after the other, and the patches of them. */
export interface PatchOptions {
  /** Height, width, channels. */
  readonly shape: readonly [number, number, number];
  /** Rows and columns of a patch. */
  readonly kernelSize: readonly [number, number];
  readonly signal?: AbortSignal;
}

export interface PatchCovariance {
  /** depth x depth. */
  readonly covariance: Float64Array;
  /** Numbers of a patch: its rows, columns and channels, in that order. */
  readonly depth: number;
}

/** Products between two looks at other work of the thread: some milliseconds. */
const STRETCH = 1e7;

/**
 * The covariance of all patches that lie inside the images, in float64.
 *
 * @throws SelvedgeError `aborted`
 */
export async function patchCovariance(
  images: ArrayLike<number>,
  { shape: [height, width, channels], kernelSize: [rows, columns], signal }: PatchOptions,
): Promise<PatchCovariance> {
  const line = columns * channels;
  const depth = rows * line;
  const numbers = height * width * channels;
  const places = (height - rows + 1) * (width - columns + 1);
  const patch = new Float64Array(depth);
  const sums = new Float64Array(depth);
  const products = new Float64Array(depth * depth);
  let done = 0;
  for (let image = 0; image < images.length; image += numbers) {
    for (let top = 0; top + rows <= height; top++) {
      for (let left = 0; left + columns <= width; left++) {
        for (let row = 0, at = 0; row < rows; row++) {
          const from = image + ((top + row) * width + left) * channels;
          for (let i = 0; i < line; i++) patch[at++] = images[from + i];
        }
        for (let i = 0; i < depth; i++) {
          const value = patch[i];
          sums[i] += value;
          for (let j = 0; j <= i; j++) products[i * depth + j] += value * patch[j];
        }
      }
    }
    done += places * depth * depth;
    if (done < STRETCH) continue;
    done = 0;
    await nextTurn();
    throwIfAborted(signal, 'whitening of the first convolution');
  }
  return { covariance: centred(products, sums, (images.length / numbers) * places), depth };
}

function centred(products: Float64Array, sums: Float64Array, count: number): Float64Array {
  const depth = sums.length;
  const covariance = new Float64Array(depth * depth);
  for (let i = 0; i < depth; i++) {
    for (let j = 0; j <= i; j++) {
      const value = products[i * depth + j] / count - (sums[i] / count) * (sums[j] / count);
      covariance[i * depth + j] = value;
      covariance[j * depth + i] = value;
    }
  }
  return covariance;
}
