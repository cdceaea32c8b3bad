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
  /** The picture with the chunks alone that say what its pixels are. */
  readonly plain: Uint8Array;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const NEEDED = ['IHDR', 'IDAT', 'IEND'];
/** Of pictures whose pixels are numbers of colours in a palette. */
const OF_PALETTE = ['PLTE', 'tRNS'];
const PALETTE = 3;
const HEADER_BYTES = 13;

/**
 * Walks the chunks of a PNG: their lengths, their checksums, one header first. Nothing is unpacked.
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
    ended = type === 'IEND';
    at = end;
  }
  if (!ended) throw bad('it ends in the middle (truncated?)');
  if (at !== bytes.length) throw bad(`${bytes.length - at} bytes follow its end`);
  return { header: headerOf(view), isAnimated, packed, plain: joinBytes(kept), ...(transparent && { transparent }) };
}

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
