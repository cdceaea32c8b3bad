import { crc32 } from '#zlib';
import { joinBytes } from '../bytes/join-bytes.js';

/** A PNG cut into chunks. */
export interface PngParts {
  readonly header: {
    readonly width: number;
    readonly height: number;
    readonly depth: number;
    readonly colour: number;
    /** Of compression, filter and interlacing. */
    readonly methods: readonly [number, number, number];
  };
  readonly isAnimated: boolean;
  /** The packed pixels, in order. */
  readonly packed: readonly Uint8Array[];
  /** The one colour that is transparent, a value per channel, of a picture without a palette. */
  readonly transparent?: readonly number[];
  /** The type of a chunk that a decoder has to know, and this one does not. */
  readonly unknown?: string;
  /** The picture with the chunks alone that say what its pixels are. */
  readonly plain: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const NEEDED = ['IHDR', 'IDAT', 'IEND'];
/** Of pictures whose pixels are numbers of colours in a palette. */
const OF_PALETTE = ['PLTE', 'tRNS'];
const PALETTE = 3;
const HEADER_BYTES = 13;

/** IEND without data, for a file that lacks it. */
const END = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82);

/**
 * Walks the chunks of a PNG: their lengths, their checksums, one header first. Nothing is
 * unpacked. As other decoders do, it passes over what follows the last chunk, and does without that chunk once pixels came.
 *
 * @param bad - makes the error
 */
export function walkPng(bytes: Uint8Array, bad: (why: string) => Error): PngParts {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) throw bad('it does not begin as a PNG does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, SIGNATURE.length)];
  const packed: Uint8Array[] = [];
  let at = SIGNATURE.length;
  let transparent: readonly number[] | undefined;
  let isAnimated = false;
  let unknown: string | undefined;
  let ended = false;
  while (at + 12 <= bytes.length && !ended) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) throw bad(`chunk ${type} claims ${length} bytes, more than there are`);
    if ((type === 'IHDR') !== (at === SIGNATURE.length)) throw bad('its header is not its first chunk');
    if (type === 'IHDR' && length !== HEADER_BYTES) throw bad(`its header has ${length} bytes; need ${HEADER_BYTES}`);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) {
      throw bad(`chunk ${type} is damaged (its checksum differs)`);
    }
    if (type === 'IDAT') packed.push(bytes.subarray(at + 8, end - 4));
    const usesPalette = view.getUint8(25) === PALETTE;
    if (type === 'tRNS' && !usesPalette) transparent = transparentOf(view, at + 8, length, bad);
    if (NEEDED.includes(type) || (usesPalette && OF_PALETTE.includes(type))) kept.push(bytes.subarray(at, end));
    isAnimated ||= type === 'acTL';
    if (isCritical(type)) unknown ??= type;
    ended = type === 'IEND';
    at = end;
  }
  if (packed.length === 0) throw bad('it ends in the middle (truncated?)');
  if (!ended) kept.push(END);
  return {
    header: headerOf(view),
    isAnimated,
    packed,
    plain: joinBytes(kept),
    ...(transparent && { transparent }),
    ...(unknown !== undefined && { unknown }),
  };
}

/** PNG 5.4: whether a decoder has to know the chunk, by the case of its first letter. */
const isCritical = (type: string): boolean =>
  /^[A-Z][A-Za-z]{3}$/.test(type) && !NEEDED.includes(type) && !OF_PALETTE.includes(type);

/** PNG 11.3.1.1: two bytes per channel, of grey and RGB alone. */
function transparentOf(view: DataView, at: number, length: number, bad: (why: string) => Error): number[] {
  const channels = { 0: 1, 2: 3 }[view.getUint8(25)];
  if (length !== 2 * (channels ?? Number.NaN)) throw bad('its chunk tRNS does not go with its kind of colour');
  return Array.from({ length: length / 2 }, (_, channel) => view.getUint16(at + 2 * channel));
}

const headerOf = (view: DataView): PngParts['header'] => ({
  width: view.getUint32(16),
  height: view.getUint32(20),
  depth: view.getUint8(24),
  colour: view.getUint8(25),
  methods: [view.getUint8(26), view.getUint8(27), view.getUint8(28)],
});
