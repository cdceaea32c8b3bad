import { crc32, deflateSync } from 'node:zlib';
import { decodePng, encodePng } from './png-codec.js';

const picture = { shape: [2, 3, 1] as const, values: Uint8Array.of(0, 50, 100, 150, 200, 255) };
const png = Buffer.from(encodePng(picture));
const AFTER_HEADER = 8 + 25;

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
const withChunk = (added: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, AFTER_HEADER), added, png.subarray(AFTER_HEADER)]);

test('leaves a profile packed, which may unpack to gigabytes', () => {
  const profile = Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(new Uint8Array(100_000_000))]);
  const before = process.memoryUsage().arrayBuffers;
  expect(Buffer.from(decodePng(withChunk(chunk('iCCP', profile)), 'x.png').values)).toEqual(
    Buffer.from(picture.values),
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test('refuses pixels that unpack to more than the header states, before they do', () => {
  const data = Buffer.concat([
    png.subarray(0, AFTER_HEADER),
    chunk('IDAT', deflateSync(new Uint8Array(50_000_000))),
    chunk('IEND', new Uint8Array(0)),
  ]);
  expect(() => decodePng(data, 'x.png')).toThrow(/^x.png: .*unpacks to more than 8 bytes/);
});

test('reads pixels in several chunks, and refuses one that is damaged by its name', () => {
  const packed = deflateSync(Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6));
  const parts = [packed.subarray(0, 5), packed.subarray(5)].map((part) => chunk('IDAT', part));
  const whole = Buffer.concat([png.subarray(0, AFTER_HEADER), ...parts, chunk('IEND', new Uint8Array(0))]);
  expect([...decodePng(whole, 'x.png').values]).toEqual([1, 2, 3, 4, 5, 6]);
  whole[AFTER_HEADER + 9] ^= 1;
  expect(() => decodePng(whole, 'x.png')).toThrow(/chunk IDAT is damaged/);
});

function pngOf(colour: number, width: number, pixels: readonly number[], ...before: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(1, 4);
  header.set([8, colour, 0, 0, 0], 8);
  const data = chunk('IDAT', deflateSync(Uint8Array.of(0, ...pixels)));
  return Buffer.concat([png.subarray(0, 8), chunk('IHDR', header), ...before, data, chunk('IEND', new Uint8Array(0))]);
}
const palette = chunk('PLTE', Uint8Array.of(10, 20, 30, 40, 50, 60));
const read = (bytes: Uint8Array): unknown[] => {
  const { shape, values } = decodePng(bytes, 'x.png');
  return [[...shape], [...values]];
};

test('takes a palette beside RGB or RGBA as a suggestion, as the standard does', () => {
  expect(read(pngOf(2, 2, [0, 1, 2, 253, 254, 255], palette))).toEqual([
    [1, 2, 3],
    [0, 1, 2, 253, 254, 255],
  ]);
  expect(read(pngOf(6, 1, [0, 1, 200, 9], palette))).toEqual([
    [1, 1, 4],
    [0, 1, 200, 9],
  ]);
});

// Pillow's convert('RGBA') and convert('LA') give the same values.
test('keeps transparent colours as a channel of alpha', () => {
  expect(read(pngOf(3, 3, [1, 0, 1], palette, chunk('tRNS', Uint8Array.of(7))))).toEqual([
    [1, 3, 4],
    [40, 50, 60, 255, 10, 20, 30, 7, 40, 50, 60, 255],
  ]);
  expect(read(pngOf(0, 2, [5, 6], chunk('tRNS', Uint8Array.of(0, 6))))).toEqual([
    [1, 2, 2],
    [5, 255, 6, 0],
  ]);
  expect(read(pngOf(2, 2, [1, 2, 3, 1, 2, 4], chunk('tRNS', Uint8Array.of(0, 1, 0, 2, 0, 3))))).toEqual([
    [1, 2, 4],
    [1, 2, 3, 0, 1, 2, 4, 255],
  ]);
});

test('reads colours of a palette as RGB, and refuses one that it lacks', () => {
  expect(read(pngOf(3, 2, [1, 0], palette))).toEqual([
    [1, 2, 3],
    [40, 50, 60, 10, 20, 30],
  ]);
  expect(() => read(pngOf(3, 1, [2], palette))).toThrow('x.png: not a proper PNG file: colour 2 of a palette of 2');
  expect(() => read(pngOf(0, 1, [0], chunk('tRNS', Uint8Array.of(1))))).toThrow('does not go with its kind of colour');
  expect(() => read(pngOf(3, 1, [0]))).toThrow('palette, which it lacks');
});

// Pillow 12 reads these: cameras append films, and downloads lose the last bytes.
test.each<[string, Buffer]>([
  ['bytes after the last chunk', Buffer.concat([png, Buffer.from('a film')])],
  ['no last chunk', png.subarray(0, -12)],
  ['half of the last chunk', png.subarray(0, -5)],
])('reads a picture with %s', (_, bytes) => {
  expect(read(bytes)).toEqual([[2, 3, 1], [...picture.values]]);
});

test('refuses chunks that a decoder has to know and this one does not, as not supported', () => {
  const refused = expect.objectContaining({ code: 'unsupported', message: expect.stringContaining('a chunk ABCD') });
  expect(() => decodePng(withChunk(chunk('ABCD', Uint8Array.of(1))), 'x.png')).toThrow(refused);
  expect(read(withChunk(chunk('abCd', Uint8Array.of(1))))).toEqual([[2, 3, 1], [...picture.values]]);
});

test('refuses a picture that ends before its pixels do', () => {
  const start = png.indexOf('IDAT', 0, 'latin1');
  for (const end of [start - 4, start + 2, png.length - 14])
    expect(() => decodePng(png.subarray(0, end), 'x.png')).toThrow(/^x.png: not a proper PNG file/);
});
