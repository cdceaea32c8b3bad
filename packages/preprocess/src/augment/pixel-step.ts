import { type ImageShape, place } from '../images/sample-affine.js';
import type { PixelSpec } from './augment-spec.js';
import { type ChangeImage, copyImage, drawBetween, fillBox, type ValueRange } from './change-image.js';
import { eraseStep } from './erase-step.js';

/** One change that is not geometric. */
export function pixelStep(spec: PixelSpec, shape: ImageShape, range: ValueRange): ChangeImage {
  const { height, width, channels } = shape;
  const size = height * width * channels;
  const span = range.high - range.low;
  const clamp = (value: number): number => Math.min(range.high, Math.max(range.low, value));
  switch (spec.kind) {
    case 'crop':
      return cropStep(spec, shape, range);
    case 'gaussian-noise':
      return (source, offset, target, rng) => {
        for (let at = 0; at < size; at++) target[at] = clamp(source[offset + at] + spec.sd * span * rng.normal());
      };
    case 'salt-and-pepper':
      return (source, offset, target, rng) => {
        for (let at = 0; at < size; at++) {
          const draw = rng.uniform();
          target[at] = draw < spec.fraction / 2 ? range.low : draw < spec.fraction ? range.high : source[offset + at];
        }
      };
    case 'erase':
      return eraseStep(spec, shape, range);
    case 'cutout':
      return (source, offset, target, rng) => {
        copyImage(source, offset, target, size);
        const [y, x] = [rng.int(height), rng.int(width)];
        const half = spec.size / 2;
        fillBox(target, shape, Math.ceil(y - half), Math.ceil(x - half), spec.size, spec.size, () => range.low);
      };
    case 'brightness':
      return (source, offset, target, rng) => {
        const shift = (2 * rng.uniform() - 1) * spec.amount * span;
        for (let at = 0; at < size; at++) target[at] = clamp(source[offset + at] + shift);
      };
    case 'contrast':
      return (source, offset, target, rng) => {
        const factor = drawBetween(spec.range, rng);
        let sum = 0;
        for (let at = 0; at < size; at++) sum += source[offset + at];
        const mean = sum / size;
        for (let at = 0; at < size; at++) target[at] = clamp(mean + factor * (source[offset + at] - mean));
      };
  }
}

function cropStep(
  spec: Extract<PixelSpec, { kind: 'crop' }>,
  { height, width, channels }: ImageShape,
  range: ValueRange,
): ChangeImage {
  const { padding, fill = 'constant', value = range.low } = spec;
  return (source, offset, target, rng) => {
    const down = rng.int(2 * padding + 1) - padding;
    const right = rng.int(2 * padding + 1) - padding;
    for (let row = 0, at = 0; row < height; row++) {
      const y = place(row + down, height, fill);
      for (let column = 0; column < width; column++) {
        const x = place(column + right, width, fill);
        for (let channel = 0; channel < channels; channel++, at++) {
          target[at] = y < 0 || x < 0 ? value : source[offset + (y * width + x) * channels + channel];
        }
      }
    }
  };
}
