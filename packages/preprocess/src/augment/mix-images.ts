import type { Rng } from '@selvedge/data';
import type { ImageShape } from '../images/sample-affine.js';
import type { MixSpec } from './augment-spec.js';

/**
 * Blends `other` into `image`, in place.
 *
 * @returns the share of `image` that is left, in [0, 1]: its label's probability
 * @see mixup: Zhang et al., arXiv 1710.09412; cutmix: Yun et al., arXiv 1905.04899
 */
export function mixImages(
  { kind, alpha }: MixSpec,
  image: Float32Array,
  other: Float32Array,
  shape: ImageShape,
  rng: Rng,
): number {
  const share = drawBeta(alpha, rng);
  if (kind === 'cutmix') return pasteBox(image, other, shape, share, rng);
  for (let at = 0; at < image.length; at++) image[at] = share * image[at] + (1 - share) * other[at];
  return share;
}

function pasteBox(
  image: Float32Array,
  other: Float32Array,
  { height, width, channels }: ImageShape,
  share: number,
  rng: Rng,
): number {
  const side = Math.sqrt(1 - share);
  const [tall, wide] = [Math.floor(side * height), Math.floor(side * width)];
  const [y, x] = [rng.int(height), rng.int(width)];
  const top = Math.max(0, y - (tall >> 1));
  const bottom = Math.min(height, y - (tall >> 1) + tall);
  const left = Math.max(0, x - (wide >> 1));
  const right = Math.min(width, x - (wide >> 1) + wide);
  for (let row = top; row < bottom; row++) {
    const [from, to] = [(row * width + left) * channels, (row * width + right) * channels];
    image.set(other.subarray(from, to), from);
  }
  return 1 - (Math.max(0, bottom - top) * Math.max(0, right - left)) / (height * width);
}

/** A draw from Beta(alpha, alpha), as a ratio of two gamma draws. */
function drawBeta(alpha: number, rng: Rng): number {
  const [a, b] = [drawGamma(alpha, rng), drawGamma(alpha, rng)];
  // For tiny alpha both draws can underflow to 0: then the distribution is a coin between 0 and 1.
  return a + b > 0 ? a / (a + b) : Math.round(rng.uniform());
}

/** @see Marsaglia & Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000) */
function drawGamma(alpha: number, rng: Rng): number {
  if (alpha < 1) return drawGamma(alpha + 1, rng) * (1 - rng.uniform()) ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
