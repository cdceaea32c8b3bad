import type { DecodedPicture } from './decoded-picture.js';

/** RGB as grey by the weights of ITU-R BT.601, rounded as Pillow does in `convert('L')`. */
export function greyOf({ shape: [height, width], values }: DecodedPicture): DecodedPicture {
  const grey = new Uint8Array(height * width);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const [red, green, blue] = [values[3 * pixel], values[3 * pixel + 1], values[3 * pixel + 2]];
    grey[pixel] = (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
  }
  return { shape: [height, width, 1], values: grey };
}

/** Grey and alpha of grey that was written as RGB and alpha. */
export function greyWithAlpha({ shape: [height, width], values }: DecodedPicture): DecodedPicture {
  const kept = Uint8Array.from(
    { length: height * width * 2 },
    (_, at) => values[4 * (at >> 1) + (at % 2 === 0 ? 0 : 3)],
  );
  return { shape: [height, width, 2], values: kept };
}
