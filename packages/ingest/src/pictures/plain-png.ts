const PNG_START = '\x89PNG\r\n\x1a\n';
const HEADER_END = 33;
const ORIENTATION = 0x112;

/**
 * Whether a file is a PNG of 8 bits per channel, not interlaced, with one frame, that EXIF does not turn (PNG 11.2.1 and
 * 11.3.4). A file that ends early or lies about its chunks is one, too: its decoder says what is wrong.
 */
export function isPlainPng(bytes: Uint8Array): boolean {
  if (text(bytes, 0, PNG_START.length) !== PNG_START) return false;
  if (bytes.length < HEADER_END) return true;
  if (bytes[24] !== 8 || bytes[28] !== 0) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = HEADER_END; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = text(bytes, at + 4, 4);
    if (type === 'acTL') return false;
    if (type === 'eXIf' && isTurned(bytes.subarray(at + 8, at + 8 + view.getUint32(at)))) return false;
  }
  return true;
}

/** Whether the first directory of EXIF has an orientation other than upright (CIPA DC-008, 4.6.4). */
function isTurned(exif: Uint8Array): boolean {
  if (exif.length < 10) return false;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const isLittle = text(exif, 0, 2) === 'II';
  const start = view.getUint32(4, isLittle);
  const count = start + 2 <= exif.length ? view.getUint16(start, isLittle) : 0;
  for (let entry = 0; entry < count; entry++) {
    const at = start + 2 + 12 * entry;
    if (at + 12 > exif.length) return false;
    if (view.getUint16(at, isLittle) === ORIENTATION) return view.getUint16(at + 8, isLittle) !== 1;
  }
  return false;
}

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
