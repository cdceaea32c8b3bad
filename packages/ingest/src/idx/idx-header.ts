import { SelvedgeError } from '@selvedge/data';
import { IDX_TYPES, type IdxType } from './idx-array.js';

/** The beginning of an IDX file, checked. */
export interface IdxHeader {
  readonly type: IdxType;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly headerBytes: number;
  /** How many bytes the values take. */
  readonly valueBytes: number;
}

/** A header with the largest rank that a byte can state is this long. */
export const MAX_IDX_HEADER_BYTES: number = 4 + 255 * 4;

/**
 * Reads magic number and sizes: two zero bytes, the element type, the rank, then one big-endian uint32 per size.
 *
 * @param bytes - at least the whole header
 * @param what - named first in the error's text
 * @throws SelvedgeError `corrupt-file` unless it is a whole IDX header whose byte count JavaScript can represent
 * @see http://yann.lecun.com/exdb/mnist/ ("the IDX file format")
 */
export function parseIdxHeader(bytes: Uint8Array, what: string): IdxHeader {
  if (bytes.length < 4) throw notIdx(what, `${bytes.length} bytes are too few for a magic number`);
  const [zero, zeroToo, code, rank] = bytes;
  if (zero !== 0 || zeroToo !== 0 || !Object.hasOwn(IDX_TYPES, code)) throw notIdx(what, badMagic(bytes));
  const { name, bytes: width } = IDX_TYPES[code as keyof typeof IDX_TYPES];
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) throw notIdx(what, `it ends within its header of ${headerBytes} bytes (truncated?)`);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const valueBytes = shape.reduce((product, size) => product * size, width);
  if (!Number.isSafeInteger(valueBytes)) throw notIdx(what, `its header claims sizes of ${shape.join(' x ')}`);
  return { type: name, shape, headerBytes, valueBytes };
}

/** The header of an array, as bytes. */
export function encodeIdxHeader(type: IdxType, shape: readonly number[]): Uint8Array {
  if (shape.length > 255 || !shape.every((size) => Number.isInteger(size) && size >= 0 && size < 2 ** 32)) {
    throw new SelvedgeError(
      'invalid-argument',
      `IDX: cannot write shape [${shape.join(', ')}]; the format holds at most 255 sizes, each below 2^32.`,
    );
  }
  const code = Object.keys(IDX_TYPES).find((key) => IDX_TYPES[Number(key) as keyof typeof IDX_TYPES].name === type);
  const bytes = new Uint8Array(4 + 4 * shape.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, Number(code));
  view.setUint8(3, shape.length);
  shape.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  return bytes;
}

function badMagic(bytes: Uint8Array): string {
  const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `its magic number is ${magic}; need 00 00, a type of 08 09 0b 0c 0d 0e, and the rank`;
}

export const notIdx = (what: string, why: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${what}: not a proper IDX file: ${why}. Fetch or make the file again.`, { cause });
