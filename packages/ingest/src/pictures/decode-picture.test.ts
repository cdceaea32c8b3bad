import { decodePicture } from './decode-picture.js';
import { isPlainPng } from './plain-png.js';

// Written by Pillow 12.3: [10, 200] in a row, turned by EXIF 6; with a second frame; with EXIF that turns nothing.
const TURNED =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAAANZnS2kAAAALSURBVHicY+A6AQAA3wDTSyGlSQAAAABJRU5ErkJggg==';
const ANIMATED =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAACAAAAAQAAAAAAAAAAAAAAAQAAyBxwKAAAAAtJREFUeJxj4DoBAADfANNLIaVJAAAAGmZjVEwAAAABAAAAAgAAAAEAAAAAAAAAAAAAAAEAAFNvmvwAAAAPZmRBVAAAAAJ4nGNMZgAAAMwAZSMpweMAAAAASUVORK5CYII=';
const UPRIGHT =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEAAQAAAAAAABPAdecAAAALSURBVHicY+A6AQAA3wDTSyGlSQAAAABJRU5ErkJggg==';
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

test.each([
  ['turns a PNG as its EXIF says', TURNED, [2, 1, 1], false],
  ['reads the first frame of an animated PNG', ANIMATED, [1, 2, 1], false],
  ['leaves a PNG whose EXIF turns nothing to its own decoder', UPRIGHT, [1, 2, 1], true],
] as const)('%s', async (_, text, shape, isPlain) => {
  const bytes = bytesOf(text);
  expect(isPlainPng(bytes)).toBe(isPlain);
  const picture = await decodePicture(bytes, 'x.png');
  expect([picture.shape, [...picture.values]]).toEqual([shape, [10, 200]]);
});

test('a PNG that ends before its pixels do is damaged, whichever decoder has it', async () => {
  const bytes = bytesOf(TURNED);
  const END_BYTES = 12 + 4; // the last chunk, and the checksum of the pixels
  for (let length = 0; length < bytes.length - END_BYTES; length++)
    await expect(decodePicture(bytes.subarray(0, length), 'x.png')).rejects.toMatchObject({ code: 'corrupt-file' });
});
