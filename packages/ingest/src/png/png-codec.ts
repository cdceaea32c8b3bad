import { SelvedgeError } from '@selvedge/data';
import { decode, encode } from 'fast-png';

/** A picture: bytes, row-major, channels together. */
export interface Picture {
  /** `[height, width, channels]`; 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  readonly shape: readonly [number, number, number];
  readonly values: Uint8Array;
}

/** A PNG of at most this many bytes unpacked is read: 64 million, for instance 4000 x 4000 in colour. */
const MAX_PICTURE_BYTES = 64_000_000;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export function encodePng({ shape, values }: Picture): Uint8Array {
  const [height, width, channels] = shape;
  return encode({ width, height, channels, depth: 8, data: values });
}

/**
 * Reads a PNG of 8 bits per channel. Checksums are checked, and the sizes before anything is unpacked.
 *
 * @throws SelvedgeError `corrupt-file`; `unsupported` for 16 bits, fewer than 8 bits, interlacing with transparency
 */
export function decodePng(bytes: Uint8Array, what: string): Picture {
  const expected = checkStructure(bytes, what);
  try {
    const { width, height, channels, data, depth, palette } = decode(bytes, { checkCrc: true });
    if (depth !== 8 || !(data instanceof Uint8Array)) throw unread(what, `${depth} bits per channel`);
    if (palette) return { shape: [height, width, 3], values: fromPalette(data, palette, what) };
    if (data.length !== expected) throw badPng(what, `${data.length} bytes of pixels where its sizes need ${expected}`);
    return { shape: [height, width, channels], values: data };
  } catch (cause) {
    throw cause instanceof SelvedgeError ? cause : badPng(what, (cause as Error).message, cause);
  }
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Walks the chunks: their lengths, one header first, and compressed data that cannot unpack to more than the sizes say
 * by an amount that matters.
 *
 * @returns the number of bytes of pixels
 */
function checkStructure(bytes: Uint8Array, what: string): number {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) throw badPng(what, 'it does not begin as a PNG does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  let packed = 0;
  let expected = -1;
  let ended = false;
  while (at + 12 <= bytes.length && !ended) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (length > bytes.length - at - 12)
      throw badPng(what, `chunk ${type} claims ${length} bytes, more than there are`);
    if ((type === 'IHDR') !== (at === 8)) throw badPng(what, 'its header is not its first chunk');
    if (type === 'IHDR') expected = pixelBytes(view, length, what);
    if (type === 'IDAT') packed += length;
    if (type === 'acTL') throw unread(what, 'more than one frame');
    ended = type === 'IEND';
    at += 12 + length;
  }
  if (!ended) throw badPng(what, 'it ends in the middle (truncated?)');
  if (at !== bytes.length) throw badPng(what, `${bytes.length - at} bytes follow its end`);
  // An honest encoder never needs much more than the pixels themselves; a bomb does, by design.
  if (packed > 2 * expected + 65_536) throw badPng(what, `${packed} packed bytes for ${expected} bytes of pixels`);
  return expected;
}

function pixelBytes(view: DataView, length: number, what: string): number {
  if (length !== 13) throw badPng(what, `its header has ${length} bytes; need 13`);
  const [width, height, depth, colour] = [view.getUint32(16), view.getUint32(20), view.getUint8(24), view.getUint8(25)];
  const bytes = width * height * (CHANNELS[colour] ?? Number.NaN);
  if (!(bytes > 0) || view.getUint8(26) !== 0 || view.getUint8(27) !== 0) throw badPng(what, 'its header is damaged');
  if (depth !== 8) throw unread(what, `${depth} bits per channel`);
  if (view.getUint8(28) !== 0) throw unread(what, 'interlacing');
  if (bytes > MAX_PICTURE_BYTES) {
    throw new SelvedgeError(
      'unsupported',
      `${what}: ${width} x ${height} pixels take more than ${MAX_PICTURE_BYTES} bytes. Scale it down.`,
    );
  }
  return bytes;
}

function fromPalette(codes: Uint8Array, palette: readonly (readonly number[])[], what: string): Uint8Array {
  const values = new Uint8Array(codes.length * 3);
  for (let at = 0; at < codes.length; at++) {
    const colour = palette[codes[at]];
    if (!colour) throw badPng(what, `colour ${codes[at]} of a palette of ${palette.length}`);
    values.set(colour.slice(0, 3), at * 3);
  }
  return values;
}

const badPng = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper PNG file: ${why}. Fetch or make the file again.`, { cause });

const unread = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: a PNG with ${why}, which is not read. Save it with 8 bits per channel, plain.`,
  );
