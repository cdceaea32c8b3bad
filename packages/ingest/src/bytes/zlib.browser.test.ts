import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as browser from './zlib.browser.js';
import * as node from './zlib.node.js';

const text = Uint8Array.from({ length: 100_000 }, (_, at) => (at * at) % 251);
const [first, second] = [gzipSync(text.subarray(0, 60_000)), gzipSync(text.subarray(60_000))];
const damaged = Uint8Array.from(first, (byte, at) => (at === first.length - 6 ? byte ^ 1 : byte));

type Outcome = { readonly bytes: number[]; readonly used?: number } | { readonly code: string | undefined };

function outcome(work: () => node.Gunzipped): Outcome {
  try {
    const { bytes, used } = work();
    return { bytes: [...bytes], used };
  } catch (error) {
    return { code: (error as { code?: string }).code };
  }
}

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function unpacked(
  zlib: Pick<typeof node, 'unpackPieces'>,
  bytes: Uint8Array,
  length: number,
  format: 'gzip' | 'raw' = 'gzip',
) {
  const parts: number[] = [];
  try {
    for await (const part of zlib.unpackPieces(inPieces(bytes, length), format, 1000)) parts.push(...part);
    return { bytes: parts };
  } catch (error) {
    return { code: (error as { code?: string }).code };
  }
}

describe.each([
  ['one member', first],
  ['two members', Buffer.concat([first, second])],
  ['zeros behind it', Buffer.concat([first, Buffer.alloc(9)])],
  ['other bytes behind it', Buffer.concat([first, Buffer.from('abc')])],
  ['a wrong checksum', damaged],
  ['its end missing', first.subarray(0, -20)],
  ['nothing', new Uint8Array(0)],
])('a file with %s unpacks in browsers as in Node', (_, bytes) => {
  test.each([1000, 1_000_000])('at once, by %i bytes', (chunk) => {
    expect(outcome(() => browser.gunzip(bytes, chunk, 200_000))).toEqual(
      outcome(() => node.gunzip(bytes, chunk, 200_000)),
    );
  });

  test.each([first.length, 777])('in pieces of %i bytes', async (length) => {
    expect(await unpacked(browser, bytes, length)).toEqual(await unpacked(node, bytes, length));
  });
});

test('stops at the most that is allowed', () => {
  expect(outcome(() => browser.gunzip(first, 1000, 59_999))).toEqual({ code: 'ERR_BUFFER_TOO_LARGE' });
});

test('unpacks the frame of zlib within a limit', () => {
  const framed = deflateSync(text);
  for (const zlib of [node, browser]) {
    expect([...zlib.unzlib(framed, text.length)]).toEqual([...text]);
    expect(() => zlib.unzlib(framed, text.length - 1)).toThrow(
      expect.objectContaining({ code: 'ERR_BUFFER_TOO_LARGE' }),
    );
    expect(() => zlib.unzlib(framed.subarray(0, 90), text.length)).toThrow(
      expect.objectContaining({ code: 'Z_BUF_ERROR' }),
    );
  }
});

test('unpacks the beginning of a file that stops in the middle', () => {
  const part = first.subarray(0, 500);
  expect([...browser.gunzipPart(part, 600_000)]).toEqual([...node.gunzipPart(part, 600_000)]);
});

test('unpacks data without a frame, and computes the checksum of ZIP', async () => {
  const raw = deflateRawSync(text);
  expect(await unpacked(browser, raw, 777, 'raw')).toEqual({ bytes: [...text] });
  expect(browser.crc32(text.subarray(9), browser.crc32(text.subarray(0, 9)))).toBe(crc32(text));
});
