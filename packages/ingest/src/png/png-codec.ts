import { SelvedgeError } from '@selvedge/data';
import { decode, encode } from 'fast-png';
import { unzlib } from '#zlib';
import { joinBytes } from '../bytes/join-bytes.js';
import { fromPalette, type RawPixels, withAlpha } from './png-colours.js';
import { type PngParts, walkPng } from './walk-png.js';

/** A picture: bytes, row-major, channels together. */
export interface Picture {
  /** `[height, width, channels]`; 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. */
  readonly shape: readonly [number, number, number];
  readonly values: Uint8Array;
}

/** A PNG of at most this many bytes unpacked is read: 64 million, for instance 4000 x 4000 in colour. */
const MAX_PICTURE_BYTES = 64_000_000;
export function encodePng({ shape, values }: Picture): Uint8Array {
  const [height, width, channels] = shape;
  return encode({ width, height, channels, depth: 8, data: values });
}

/**
 * Reads a PNG of 8 bits per channel, of at most 64 million bytes of pixels. Colours of a palette come as RGB; where the
 * picture states transparent colours (its chunk tRNS), a channel of alpha follows, 0 for transparent. Checksums are checked, and every size before
 * memory is taken for it; chunks that say nothing about pixels (profiles, texts) are not unpacked.
 *
 * @throws SelvedgeError `corrupt-file`; `unsupported` for 16 bits, fewer than 8 bits, interlacing with transparency
 */
export function decodePng(bytes: Uint8Array, what: string): Picture {
  const parts = walkPng(bytes, (why) => badPng(what, why));
  const expected = pixelBytes(parts, what);
  checkUnpacked(parts, expected, what);
  try {
    const { width, height, data, depth, palette } = decode(parts.plain);
    if (depth !== 8 || !(data instanceof Uint8Array)) throw unread(what, `${depth} bits per channel`);
    if (data.length !== expected) throw badPng(what, `${data.length} bytes of pixels where its sizes need ${expected}`);
    const raw: RawPixels = { values: data, pixels: width * height, channels: CHANNELS[parts.header.colour] };
    const [values, channels] = coloured(raw, parts, palette, (why) => badPng(what, why));
    return { shape: [height, width, channels], values };
  } catch (cause) {
    throw cause instanceof SelvedgeError ? cause : badPng(what, (cause as Error).message, cause);
  }
}

const PALETTE = 3;
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function pixelBytes({ header, isAnimated, unknown }: PngParts, what: string): number {
  if (unknown !== undefined) throw unread(what, `a chunk ${unknown}`);
  if (isAnimated) throw unread(what, 'more than one frame');
  const { width, height, depth, colour, methods } = header;
  const bytes = width * height * (CHANNELS[colour] ?? Number.NaN);
  if (!(bytes > 0) || methods[0] !== 0 || methods[1] !== 0) throw badPng(what, 'its header is damaged');
  if (depth !== 8) throw unread(what, `${depth} bits per channel`);
  if (methods[2] !== 0) throw unread(what, 'interlacing');
  if (bytes > MAX_PICTURE_BYTES) {
    throw new SelvedgeError(
      'unsupported',
      `${what}: ${width} x ${height} pixels take more than ${MAX_PICTURE_BYTES} bytes. Scale it down.`,
    );
  }
  return bytes;
}

/** fast-png unpacks whatever there is, so it is unpacked before, within the size that the header states. */
function checkUnpacked({ header, packed }: PngParts, expected: number, what: string): void {
  const filtered = expected + header.height; // a byte before each line names its filter
  try {
    const { length } = unzlib(joinBytes(packed), filtered);
    if (length < filtered) throw badPng(what, `${length} bytes of pixels where its sizes need ${filtered}`);
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    const isMore = (cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw badPng(what, isMore ? `it unpacks to more than ${filtered} bytes` : (cause as Error).message, cause);
  }
}

/** A palette that goes with RGB is a suggestion for screens of few colours (PNG 11.2.2), and says nothing about pixels. */
function coloured(
  raw: RawPixels,
  { header, transparent }: PngParts,
  palette: readonly (readonly number[])[] | undefined,
  bad: (why: string) => Error,
): readonly [Uint8Array, number] {
  if (header.colour === PALETTE) {
    if (!palette?.length) throw bad('its colours are those of a palette, which it lacks');
    return fromPalette(raw.values, palette, bad);
  }
  return transparent ? withAlpha(raw, transparent) : [raw.values, raw.channels];
}

const badPng = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper PNG file: ${why}. Fetch or make the file again.`, { cause });

const unread = (what: string, why: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${what}: a PNG with ${why}, which is not read. Save it with 8 bits per channel, plain.`,
  );
