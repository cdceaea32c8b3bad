import type { Numbers } from '@selvedge/data';
import type { AffineMap } from './affine-map.js';

/**
 * What lies outside an image. `constant`: one value; `nearest`: the edge's pixel; `reflect`: the image mirrored about
 * its edge (d c b a | a b c d | d c b a); `wrap`: the image again. The names and meanings of scipy.ndimage, `constant`
 * and `wrap` as its `grid-constant` and `grid-wrap`.
 */
export type FillMode = 'constant' | 'nearest' | 'reflect' | 'wrap';

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Draws an image through an affine map with bilinear interpolation.
 *
 * @param source - holds the image at `offset`, row-major, channels last
 * @param target - receives `height * width * channels` floats from its start
 * @param value - what lies outside, for `constant`
 * @see scipy.ndimage.affine_transform with order 1, which this agrees with
 */
export function sampleAffine(
  source: Numbers,
  offset: number,
  target: Float32Array,
  { height, width, channels }: ImageShape,
  map: AffineMap,
  mode: FillMode,
  value: number,
): void {
  const [yy, yx, xy, xx, ty, tx] = map;
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  const startY = middleY + ty - yy * middleY - yx * middleX;
  const startX = middleX + tx - xy * middleY - xx * middleX;
  const rowStep = width * channels;
  for (let row = 0, at = 0; row < height; row++) {
    let y = startY + yy * row;
    let x = startX + xy * row;
    for (let column = 0; column < width; column++, y += yx, x += xx) {
      // Rounding errors of a thousandth of a pixel must not turn a whole-pixel shift into an interpolation.
      const top = Math.floor(y + 1e-6);
      const left = Math.floor(x + 1e-6);
      const down = Math.max(0, y - top);
      const right = Math.max(0, x - left);
      if (top >= 0 && left >= 0 && top < height - 1 && left < width - 1) {
        const a = offset + top * rowStep + left * channels;
        for (let channel = 0; channel < channels; channel++, at++) {
          const upper = source[a + channel] + right * (source[a + channel + channels] - source[a + channel]);
          const b = a + channel + rowStep;
          const lower = source[b] + right * (source[b + channels] - source[b]);
          target[at] = upper + down * (lower - upper);
        }
      } else if (mode === 'constant' && (top < -1 || left < -1 || top >= height || left >= width)) {
        for (let channel = 0; channel < channels; channel++, at++) target[at] = value;
      } else {
        const y0 = place(top, height, mode);
        const y1 = place(top + 1, height, mode);
        const x0 = place(left, width, mode);
        const x1 = place(left + 1, width, mode);
        for (let channel = 0; channel < channels; channel++, at++) {
          const read = (r: number, c: number): number =>
            r < 0 || c < 0 ? value : source[offset + r * rowStep + c * channels + channel];
          const upper = read(y0, x0) * (1 - right) + read(y0, x1) * right;
          const lower = read(y1, x0) * (1 - right) + read(y1, x1) * right;
          target[at] = upper * (1 - down) + lower * down;
        }
      }
    }
  }
}

/** Where a position outside is read instead; -1 for nowhere. */
export function place(at: number, size: number, mode: FillMode): number {
  if (at >= 0 && at < size) return at;
  switch (mode) {
    case 'constant':
      return -1;
    case 'nearest':
      return at < 0 ? 0 : size - 1;
    case 'wrap':
      return ((at % size) + size) % size;
    case 'reflect': {
      const period = 2 * size;
      const inside = ((at % period) + period) % period;
      return inside < size ? inside : period - 1 - inside;
    }
  }
}
