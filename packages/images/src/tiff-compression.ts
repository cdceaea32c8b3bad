/** Ways to pack a TIFF that the decoder lacks, by their number in its tag of compression. */
const NOT_READ: Readonly<Record<number, string>> = {
  34661: 'JBIG',
  34676: 'SGI logarithms',
  34677: 'SGI logarithms',
  34712: 'JPEG 2000',
  34887: 'LERC',
  34892: 'lossy JPEG of DNG',
  34925: 'LZMA',
  50000: 'Zstandard',
  50002: 'JPEG XL',
  52546: 'JPEG XL',
};
const COMPRESSION = 259;

/** How a TIFF is packed, where that is a way that is not read (TIFF 6.0, section 2; BigTIFF). */
export function unreadCompression(bytes: Uint8Array): string | undefined {
  if (bytes.length < 16) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  const isBig = view.getUint16(2, isLittle) === 43;
  const start = isBig ? Number(view.getBigUint64(8, isLittle)) : view.getUint32(4, isLittle);
  const [first, size] = isBig ? [8, 20] : [2, 12];
  if (start + first > bytes.length) return undefined;
  const entries = isBig ? Number(view.getBigUint64(start, isLittle)) : view.getUint16(start, isLittle);
  for (let entry = 0; entry < entries; entry++) {
    const at = start + first + entry * size;
    if (at + size > bytes.length) return undefined;
    if (view.getUint16(at, isLittle) === COMPRESSION)
      return NOT_READ[view.getUint16(at + size - (isBig ? 8 : 4), isLittle)];
  }
  return undefined;
}
