import { SelvedgeError } from '@selvedge/data';
import type { ImageShape } from '../../images/sample-affine.js';

/** Weights of red, green and blue in grey: ITU-R BT.601, as in Pillow and torchvision. */
export const greyOf = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** @throws SelvedgeError `shape-mismatch` for images that are not of three channels */
export function checkIsColour(kind: string, { channels }: ImageShape): void {
  if (channels === 3) return;
  throw new SelvedgeError(
    'shape-mismatch',
    `augment ${kind}: images of ${channels} ${channels === 1 ? 'channel' : 'channels'}; need 3, red, green and blue. Leave it out, or read pictures with image: { channels: rgb }.`,
  );
}

/**
 * A colour with its hue moved round the circle of HSV: lightest and darkest channel stay.
 *
 * @param colour - red, green, blue
 * @param turn - a share of the circle, in [-1, 1]
 */
export function turnedHue(
  [red, green, blue]: readonly [number, number, number],
  turn: number,
): readonly [number, number, number] {
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const spread = high - low;
  if (spread === 0) return [red, green, blue];
  const sector =
    high === red ? (green - blue) / spread : high === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread;
  const turned = (sector + 6 * turn + 12) % 6;
  // A channel rises, stays high, falls and stays low along the circle; green and blue lie a third and two thirds behind.
  const channel = (behind: number): number => {
    const at = (turned + behind) % 6;
    return Math.min(high, low + spread * Math.max(0, Math.abs(at - 3) - 1));
  };
  return [channel(0), channel(4), channel(2)];
}
