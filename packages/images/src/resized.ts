import type { ImageOptions } from '@selvedge/data/types';
import type { DecodedPicture } from './decoded-picture.js';
import { emptyAs, whiteOf } from './empty-as.js';

type Interpolation = NonNullable<ImageOptions['interpolation']>;

/** A part of a line of pixels, in pixels, that becomes `to` pixels. */
interface Span {
  readonly from: number;
  readonly length: number;
  readonly to: number;
}

/**
 * Scales a picture as Pillow does: centres of pixels lie on centres. For pictures that become larger, where sharp puts corners
 * on corners, which moves them by half a pixel, and for those of 16 bits; where sharp makes others smaller it agrees with Pillow.
 */
export function resized(picture: DecodedPicture, image: ImageOptions): DecodedPicture {
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
  const inside = containedIn([height, width], [toHeight, toWidth]);
  const small = scaled(picture, whole(height, inside.height), whole(width, inside.width), interpolation);
  return padded(small, [toHeight, toWidth], inside, background);
}

/** Of a picture that keeps its proportions within others: its size, and the borders above and to the left, as Pillow has them. */
export function containedIn(
  [height, width]: readonly [number, number],
  [toHeight, toWidth]: readonly [number, number],
): { readonly height: number; readonly width: number; readonly top: number; readonly left: number } {
  const ratio = Math.min(toHeight / height, toWidth / width);
  const [insideHeight, insideWidth] = [height, width].map((side) => Math.max(1, Math.round(side * ratio)));
  const [top, left] = [toHeight - insideHeight, toWidth - insideWidth].map((border) => evenHalf(border));
  return { height: insideHeight, width: insideWidth, top, left };
}

/** Half of it; between two whole numbers the even one, as Python rounds. */
function evenHalf(border: number): number {
  const half = Math.floor(border / 2);
  return border % 2 === 1 && half % 2 === 1 ? half + 1 : half;
}

export const sidesOf = (size: NonNullable<ImageOptions['size']>): readonly [height: number, width: number] =>
  typeof size === 'number' ? [size, size] : size;

const whole = (length: number, to: number): Span => ({ from: 0, length, to });

function scaled(picture: DecodedPicture, rows: Span, columns: Span, interpolation: Interpolation): DecodedPicture {
  const [height, width, channels] = picture.shape;
  const across = emptyAs(picture.values, height * columns.to * channels);
  for (const [at, { first, weights }] of weightsOf(columns, width, interpolation).entries()) {
    for (let row = 0; row < height; row++) {
      const source = (row * width + first) * channels;
      weigh(picture.values, source, channels, weights, across, (row * columns.to + at) * channels, channels);
    }
  }
  const line = columns.to * channels;
  const values = emptyAs(picture.values, rows.to * line);
  for (const [at, { first, weights }] of weightsOf(rows, height, interpolation).entries())
    weigh(across, first * line, line, weights, values, at * line, line);
  return { shape: [rows.to, columns.to, channels], values };
}

/** Writes `count` sums of weighted values; the pixels of a sum lie `step` values apart. */
function weigh(
  from: Uint8Array | Uint16Array,
  source: number,
  step: number,
  weights: readonly number[],
  to: Uint8Array | Uint16Array,
  target: number,
  count: number,
): void {
  const white = whiteOf(to);
  for (let at = 0; at < count; at++) {
    let sum = 0.5;
    for (let pixel = 0; pixel < weights.length; pixel++) sum += weights[pixel] * from[source + pixel * step + at];
    to[target + at] = sum < 0 ? 0 : sum > white ? white : sum;
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
  { top, left }: { readonly top: number; readonly left: number },
  background: readonly number[],
): DecodedPicture {
  const filled = emptyAs(values, toHeight * toWidth * channels);
  const levels = background.map((level) => (level * whiteOf(values)) / 255);
  for (let at = 0; at < filled.length; at++) filled[at] = levels[at % channels];
  for (let row = 0; row < height; row++) {
    const line = values.subarray(row * width * channels, (row + 1) * width * channels);
    filled.set(line, ((top + row) * toWidth + left) * channels);
  }
  return { shape: [toHeight, toWidth, channels], values: filled };
}
