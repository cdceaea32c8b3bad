import sharp, { type Sharp } from 'sharp';

/**
 * CMYK without a profile as Pillow converts it: each colour is `(255 - k) (255 - c) / 255`. libvips takes a printer's
 * profile in its place, which differs by 20 levels on average.
 */
export async function fromCmyk(picture: Sharp): Promise<Sharp> {
  const { data, info } = await picture
    .autoOrient()
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const values = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const light = 255 - data[pixel * 4 + 3];
    for (let channel = 0; channel < 3; channel++) {
      values[pixel * 3 + channel] = Math.round((light * (255 - data[pixel * 4 + channel])) / 255);
    }
  }
  return sharp(values, { raw: { width, height, channels: 3 } });
}
