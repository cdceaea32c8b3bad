import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ImageOptions } from '@selvedge/data/types';
import sharp from 'sharp';
import { decodeImage } from './decode-image.js';

interface Case {
  readonly name: string;
  readonly file: string;
  readonly image?: ImageOptions;
  readonly shape: readonly number[];
  readonly pixels: string;
}
const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('./decode-image.reference.json', import.meta.url), 'utf8'),
);
const fileOf = (name: string): Buffer => Buffer.from((cases.find((one) => one.name === name) as Case).file, 'base64');

// Decoding alone agrees exactly; scaling, blending and 16 bits round differently, by one level. Pillow cuts parts of pixels off.
test.each(cases)('reads $name as Pillow does', async ({ file, image, shape, pixels }) => {
  const read = await decodeImage(Buffer.from(file, 'base64'), 'x', image ? { image } : {});
  expect(read.shape).toEqual(shape);
  const bytes = Buffer.from(pixels, 'base64');
  const expected = image?.depth === 16 ? new Uint16Array(Uint8Array.from(bytes).buffer) : bytes;
  let sum = 0;
  for (const [at, value] of expected.entries()) sum += Math.abs(value - read.values[at]);
  expect(read.values.constructor).toBe(image?.depth === 16 ? Uint16Array : read.values.constructor);
  expect(sum / expected.length).toBeLessThan(image?.fit === 'cover' ? 1.3 : 0.6);
});

test('converts to sRGB by the profile', async () => {
  const plain = { r: 200, g: 60, b: 30 };
  const wide = await sharp({ create: { width: 8, height: 8, channels: 3, background: plain } })
    .withIccProfile('p3')
    .png()
    .toBuffer();
  const { values } = await decodeImage(wide, 'x');
  for (const [at, value] of [200, 60, 30].entries()) expect(Math.abs(values[at] - value)).toBeLessThan(2);
  expect([...(await sharp(wide, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3)]).not.toEqual([200, 60, 30]);
});

describe('refuses', () => {
  const refusal = (bytes: Uint8Array, options = {}) => decodeImage(bytes, 'a/b.jpg', options);

  test.each(['a JPEG', 'a PNG', 'a WebP', 'a TIFF', 'a GIF', 'an AVIF'])('%s that is cut', async (name) => {
    const file = fileOf(name);
    for (const length of [file.length - 40, Math.floor(file.length / 2), 24]) {
      await expect(refusal(file.subarray(0, length))).rejects.toMatchObject({
        code: 'corrupt-file',
        message: expect.stringMatching(/^a\/b.jpg: not a proper picture: /),
      });
    }
  });

  test('what is no picture', async () => {
    await expect(refusal(Buffer.from('hello, I am a text'))).rejects.toThrow('a/b.jpg: not a proper picture');
    await expect(refusal(new Uint8Array(0))).rejects.toThrow('a/b.jpg: not a proper picture: the file is empty');
    await expect(refusal(Buffer.from('<!DOCTYPE html><p>404'))).rejects.toThrow('a web page; the download failed');
    await expect(refusal(Buffer.from('version https://git-lfs.github.com'))).rejects.toThrow('run git lfs pull');
  });

  test.each([
    ['BMP', 'BM......'],
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['SVG', '<svg width="9">'],
    ['QOI', 'qoif....'],
    ['DDS', 'DDS ....'],
  ])('%s, and names what is read', async (name, start) => {
    await expect(refusal(Buffer.from(start))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(`a picture in ${name}, which is not read; need JPEG`),
    });
  });

  test('more pixels than are allowed, before they are decoded', async () => {
    await expect(refusal(fileOf('a JPEG'), { maxPixels: 100 })).rejects.toThrow('a/b.jpg: 24 x 16 pixels are more');
    const header = Buffer.from(fileOf('a PNG'));
    header.writeUInt32BE(50_000, 16);
    header.writeUInt32BE(50_000, 20);
    await expect(refusal(header)).rejects.toMatchObject({ message: expect.stringMatching(/^a\/b.jpg: /) });
  });

  test('16 bits per channel that nobody asked to scale', async () => {
    await expect(refusal(fileOf('a grey PNG of 16 bits'))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /Keep them with image: \{ depth: 16 \}, or scale them to 8 with image: \{ depth: 8 \}/,
      ),
    });
  });

  test.each([
    [{ size: 0 }, 'image.size: got 0; need a whole number from 1 to 16384, or [height, width] of two.'],
    [{ size: [2] }, 'image.size: got [2]; need'],
    [{ fit: 'crop' }, 'image.fit: got "crop"; need cover, contain, stretch.'],
    [{ channels: 'gray' }, 'image.channels: got "gray"; need grey, rgb.'],
    [{ background: [0, 0, 256] }, 'image.background: got [0,0,256]; need'],
    [{ depth: 10 }, 'image.depth: got 10; need 8, which scales 16 bits to 8, or 16, which keeps them.'],
    [{ sise: 3 }, "image: unknown option 'sise'; did you mean 'size'?"],
  ])('options %j', async (image, text) => {
    await expect(refusal(fileOf('a JPEG'), { image })).rejects.toThrow(text);
  });
});

test('passes over warnings that leave the pixels as they are', async () => {
  const file = fileOf('a JPEG');
  const extra = Buffer.concat([file.subarray(0, -2), Buffer.from([0, 0, 0]), file.subarray(-2)]);
  const [read, plain] = await Promise.all([decodeImage(extra, 'x'), decodeImage(file, 'x')]);
  expect(read.values).toEqual(plain.values);
});

/** A TIFF of 2 x 2 pixels with so many samples each. */
function tiff(samples: number, compression = 1): Buffer {
  const tags = [
    [256, 3, 1, 2],
    [257, 3, 1, 2],
    [258, 3, samples, 134],
    [259, 3, 1, compression],
    [262, 3, 1, 2],
    [273, 4, 1, 134 + 2 * samples],
    [277, 3, 1, samples],
    [278, 3, 1, 2],
    [279, 4, 1, 4 * samples],
    [284, 3, 1, 1],
  ];
  const file = Buffer.alloc(134 + 6 * samples);
  file.write('II*\0');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(tags.length, 8);
  for (const [at, [tag, type, count, value]] of tags.entries()) {
    const place = 10 + 12 * at;
    file.writeUInt16LE(tag, place);
    file.writeUInt16LE(type, place + 2);
    file.writeUInt32LE(count, place + 4);
    file.writeUInt32LE(value, place + 8);
  }
  for (let sample = 0; sample < samples; sample++) file.writeUInt16LE(8, 134 + 2 * sample);
  return file;
}

test.each([
  ['nine samples a pixel', tiff(9), 'a kind of picture that is not read: '],
  ['five', tiff(5), '5 channels; need grey, RGB or CMYK'],
  ['pixels packed by LZMA', tiff(3, 34_925), 'a kind of picture that is not read: a TIFF packed by LZMA'],
])('a proper TIFF that no decoder here knows, %s, is unsupported, not damaged', async (_, file, message) => {
  for (const image of [{}, { channels: 'rgb' }] as const)
    await expect(decodeImage(file, 'nine.tif', { image })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(`nine.tif: ${message}`),
    });
  await expect(decodeImage(file.subarray(0, 40), 'nine.tif')).rejects.toMatchObject({ code: 'corrupt-file' });
});

test('a PNG whose header claims more pixels than its bytes can hold is damaged, before memory is taken', async () => {
  const file = Buffer.from(fileOf('a PNG'));
  file.writeUInt32BE(12_000_000, 16);
  file.writeUInt32BE(5, 20);
  file.writeUInt32BE(crc32(file.subarray(12, 29)), 29);
  await expect(decodeImage(file, 'x.png')).rejects.toThrow(/claims 12000000 x 5 pixels, more than \d+ bytes hold/);
});
