import { SelvedgeError } from '@selvedge/data';
import { gunzip, gunzipPart } from '#zlib';

/** Deflate cannot shrink further than this: 258 bytes per two bits of input (RFC 1951), so a larger claim is a lie. */
export const MAX_DEFLATE_RATIO = 1032;

/** What is read into memory at once, unless the caller allows more: 4 GiB, Node's largest `Buffer` on every platform. */
export const DEFAULT_MAX_BYTES: number = 2 ** 32;

/** Whether the bytes begin as a gzip file does (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks a gzip file of one or more members, never past a limit.
 *
 * @param what - named first in the error's text
 * @param maxBytes - the most that it may unpack to
 * @throws SelvedgeError `corrupt-file` when it is truncated, damaged, unpacks to more than `maxBytes`, or something
 * other than a gzip member follows it
 */
export function gunzipWithin(bytes: Uint8Array, what: string, maxBytes: number = DEFAULT_MAX_BYTES): Uint8Array {
  try {
    // One output block of the size that the trailer states: zlib's 16 KiB blocks would all be held, then copied.
    const chunkSize = Math.max(64, Math.min(statedSize(bytes) + 64, maxBytes + 64, bytes.length * MAX_DEFLATE_RATIO));
    const { bytes: unpacked, used } = gunzip(bytes, chunkSize, maxBytes);
    if (used !== bytes.length) throw corruptGzip(what, `${bytes.length - used} bytes follow its end`);
    return unpacked;
  } catch (cause) {
    throw cause instanceof SelvedgeError ? cause : corruptGzip(what, reason(cause, maxBytes), cause);
  }
}

/** The first bytes of what a gzip file holds; fewer where it holds fewer. */
export function gunzipStart(bytes: Uint8Array, what: string, length: number): Uint8Array {
  try {
    const start = bytes.subarray(0, Math.max(512, length + 256));
    return gunzipPart(start, start.length * MAX_DEFLATE_RATIO).subarray(0, length);
  } catch (cause) {
    throw corruptGzip(what, reason(cause, Number.NaN), cause);
  }
}

/** The size in the last four bytes, modulo 2^32; only a hint, since anyone may write anything there. */
function statedSize(bytes: Uint8Array): number {
  if (bytes.length < 18) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4).getUint32(0, true);
}

function reason(cause: unknown, maxBytes: number): string {
  const code = (cause as { code?: string }).code;
  if (code === 'ERR_BUFFER_TOO_LARGE') return `it unpacks to more than the ${maxBytes} bytes allowed here`;
  if (code === 'Z_BUF_ERROR') return 'it ends in the middle (truncated?)';
  return `its compressed data are damaged (${(cause as Error).message})`;
}

export const corruptGzip = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper gzip file: ${why}. Fetch or make the file again.`, {
    cause,
  });
