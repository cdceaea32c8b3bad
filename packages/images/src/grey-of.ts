import type { DecodedPicture } from './decoded-picture.js';
import { emptyAs } from './empty-as.js';

/** RGB as grey by the weights of ITU-R BT.601, rounded as Pillow does in `convert('L')`. */
export function greyOf({ shape: [height, width], values }: DecodedPicture): DecodedPicture {
  const grey = emptyAs(values, height * width);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const [red, green, blue] = [values[3 * pixel], values[3 * pixel + 1], values[3 * pixel + 2]];
    grey[pixel] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) / 0x10000; // cut off by the array; > 32 bits
  }
  return { shape: [height, width, 1], values: grey };
}

/** Grey and alpha of grey that was written as RGB and alpha. */
export function greyWithAlpha({ shape: [height, width], values }: DecodedPicture): DecodedPicture {
  const kept = emptyAs(values, height * width * 2);
  for (let at = 0; at < kept.length; at++) kept[at] = values[4 * (at >> 1) + (at % 2 === 0 ? 0 : 3)];
  return { shape: [height, width, 2], values: kept };
}
