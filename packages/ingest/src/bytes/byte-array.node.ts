/** Room for bytes, not set to zero. */
export const allocate = (length: number): Uint8Array => Buffer.allocUnsafeSlow(length);

/**
 * Reverses the bytes of every element in place.
 *
 * @param width - bytes per element: 1, 2, 4 or 8
 */
export function swapBytes(bytes: Uint8Array, width: number): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (width === 2) buffer.swap16();
  else if (width === 4) buffer.swap32();
  else if (width === 8) buffer.swap64();
}
