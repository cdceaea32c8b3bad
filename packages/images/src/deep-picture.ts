import type { ImageOptions } from '@selvedge/data/types';
import type { Sharp } from 'sharp';
import type { DecodedPicture } from './decoded-picture.js';
import { resized } from './resized.js';

/** A level of 8 bits in 16: white stays white (PNG 13.12). */
const FROM_BYTES = 257;

/** Bytes as numbers of 16 bits. */
export const widened = ({ shape, values }: DecodedPicture): DecodedPicture => ({
  shape,
  values: Uint16Array.from(values, (value) => value * FROM_BYTES),
});

/**
 * The pixels of a picture of 16 bits, every bit kept. It is blended and scaled here: sharp takes 65280 for white where it
 * blends 16 bits.
 */
export async function deepPicture(
  picture: Sharp,
  space: 'grey16' | 'rgb16',
  image: ImageOptions,
): Promise<DecodedPicture> {
  const { data, info } = await picture
    .toColourspace(space)
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const { buffer, byteOffset, length } = data.byteOffset % 2 === 0 ? data : Uint8Array.from(data);
  const values = new Uint16Array(buffer, byteOffset, length / 2);
  const read: DecodedPicture = { shape: [info.height, info.width, info.channels], values };
  const isBlended = (image.channels ?? image.size) !== undefined;
  const opaque = isBlended ? onBackground(read, image.background ?? [0, 0, 0]) : read;
  return image.size === undefined ? opaque : resized(opaque, image);
}

/** Without its alpha, the last of two or four channels. */
function onBackground({ shape, values }: DecodedPicture, background: readonly number[]): DecodedPicture {
  const [height, width, channels] = shape;
  if (channels % 2 === 1) return { shape, values };
  const colours = channels - 1;
  const opaque = new Uint16Array(height * width * colours);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const alpha = values[pixel * channels + colours] / 65_535;
    for (let colour = 0; colour < colours; colour++) {
      const below = background[colour] * FROM_BYTES;
      opaque[pixel * colours + colour] = Math.round(below + alpha * (values[pixel * channels + colour] - below));
    }
  }
  return { shape: [height, width, colours], values: opaque };
}
