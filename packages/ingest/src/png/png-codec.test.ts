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
