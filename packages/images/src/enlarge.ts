import type { ImageOptions } from '@selvedge/data/types';
import type { DecodedPicture } from './decoded-picture.js';

type Interpolation = NonNullable<ImageOptions['interpolation']>;

/** A part of a line of pixels, in pixels, that becomes `to` pixels. */
interface Span {
  readonly from: number;
  readonly length: number;
  readonly to: number;
}

/**
 * Scales a picture as Pillow does: centres of pixels lie on centres. sharp puts corners on corners where it enlarges, which
 * moves the picture by half a pixel; where it makes pictures smaller it agrees with Pillow.
 */
export function enlarge(picture: DecodedPicture, image: ImageOptions): DecodedPicture {
  const { size = [1, 1], fit = 'cover', interpolation = 'linear', background = [0, 0, 0] } = image;
  const [toHeight, toWidth] = sidesOf(size);
  const [height, width] = picture.shape;
  const ratios = [toHeight / height, toWidth / width] as const;
  if (fit === 'stretch') return scaled(picture, whole(height, toHeight), whole(width, toWidth), interpolation);
  if (fit === 'cover') {
    const ratio = Math.max(...ratios);
    const centred = (own: number, to: number): Span => ({ from: (own - to / ratio) / 2, length: to / ratio, to });
    return scaled(picture, centred(height, toHeight), centred(width, toWidth), interpolation);
  }
  const ratio = Math.min(...ratios);
  const inside = [Math.round(height * ratio), Math.round(width * ratio)];
  const small = scaled(picture, whole(height, inside[0]), whole(width, inside[1]), interpolation);
  return padded(small, [toHeight, toWidth], background);
}

export const sidesOf = (size: NonNullable<ImageOptions['size']>): readonly [height: number, width: number] =>
  typeof size === 'number' ? [size, size] : size;

const whole = (length: number, to: number): Span => ({ from: 0, length, to });

function scaled(picture: DecodedPicture, rows: Span, columns: Span, interpolation: Interpolation): DecodedPicture {
  const [height, width, channels] = picture.shape;
  const across = new Uint8Array(height * columns.to * channels);
  for (const [at, { first, weights }] of weightsOf(columns, width, interpolation).entries()) {
    for (let row = 0; row < height; row++) {
      const source = (row * width + first) * channels;
      weigh(picture.values, source, channels, weights, across, (row * columns.to + at) * channels, channels);
    }
  }
  const line = columns.to * channels;
  const values = new Uint8Array(rows.to * line);
  for (const [at, { first, weights }] of weightsOf(rows, height, interpolation).entries())
    weigh(across, first * line, line, weights, values, at * line, line);
  return { shape: [rows.to, columns.to, channels], values };
}

/** Writes `count` sums of weighted values; the pixels of a sum lie `step` values apart. */
function weigh(
  from: Uint8Array,
  source: number,
  step: number,
  weights: readonly number[],
  to: Uint8Array,
  target: number,
  count: number,
): void {
  for (let at = 0; at < count; at++) {
    let sum = 0.5;
    for (let pixel = 0; pixel < weights.length; pixel++) sum += weights[pixel] * from[source + pixel * step + at];
    to[target + at] = sum < 0 ? 0 : sum > 255 ? 255 : sum;
  }
}

interface Weights {
  /** The first pixel that is weighed. */
  readonly first: number;
  readonly weights: readonly number[];
}

/** Of each pixel of the result, as `precompute_coeffs` of Pillow's Resample.c finds them. */
function weightsOf({ from, length, to }: Span, pixels: number, interpolation: Interpolation): Weights[] {
  const ratio = length / to;
  const spread = Math.max(ratio, 1); // made smaller, a pixel is the average of those that it covers
  return Array.from({ length: to }, (_, at) => {
    const centre = from + (at + 0.5) * ratio;
    if (interpolation === 'nearest') return { first: Math.min(pixels - 1, Math.floor(centre)), weights: [1] };
    const { support, weightAt } = KERNELS[interpolation];
    const first = Math.max(0, Math.round(centre - support * spread));
    const last = Math.max(first + 1, Math.min(pixels, Math.round(centre + support * spread)));
    const raw = Array.from({ length: last - first }, (_, pixel) => weightAt((first + pixel + 0.5 - centre) / spread));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const KERNELS = {
  linear: { support: 1, weightAt: (x: number) => Math.max(0, 1 - Math.abs(x)) },
  cubic: { support: 2, weightAt: (x: number) => cubic(Math.abs(x)) },
  lanczos3: { support: 3, weightAt: (x: number) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
} as const;

/** Catmull-Rom: Keys' cubic convolution with a = -0.5. */
function cubic(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

function padded(
  { shape: [height, width, channels], values }: DecodedPicture,
  [toHeight, toWidth]: readonly [number, number],
  background: readonly number[],
): DecodedPicture {
  const filled = Uint8Array.from({ length: toHeight * toWidth * channels }, (_, at) => background[at % channels]);
  const top = Math.round((toHeight - height) / 2);
  const left = Math.round((toWidth - width) / 2);
  for (let row = 0; row < height; row++) {
    const line = values.subarray(row * width * channels, (row + 1) * width * channels);
    filled.set(line, ((top + row) * toWidth + left) * channels);
  }
  return { shape: [toHeight, toWidth, channels], values: filled };
}
