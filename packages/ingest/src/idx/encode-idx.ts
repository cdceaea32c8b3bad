import { SelvedgeError } from '@selvedge/data';
import { bytesOf, numbersIn } from '@selvedge/data/checks';
import { swapBytes } from '#byte-array';
import { LITTLE_ENDIAN } from '../bytes/byte-order.js';
import { type IdxArray, type IdxValues, idxTypeOf } from './idx-array.js';
import { encodeIdxHeader } from './idx-header.js';

/**
 * Writes an array as a plain IDX file. Equal arrays give equal bytes.
 *
 * @throws SelvedgeError `shape-mismatch` unless the product of the shape is the number of values
 */
export function encodeIdx({ values, shape }: IdxArray): Uint8Array {
  const count = numbersIn(shape);
  if (count !== values.length) {
    throw new SelvedgeError(
      'shape-mismatch',
      `IDX: got ${values.length} values for shape [${shape.join(', ')}]; need ${count}.`,
    );
  }
  const header = encodeIdxHeader(idxTypeOf(values), shape);
  const bytes = new Uint8Array(header.length + values.byteLength);
  bytes.set(header);
  bytes.set(bigEndianBytes(values), header.length);
  return bytes;
}

/** The elements as big-endian bytes; single bytes are not copied. */
export function bigEndianBytes(values: IdxValues): Uint8Array {
  const bytes = bytesOf(values);
  if (values.BYTES_PER_ELEMENT === 1 || !LITTLE_ENDIAN) return bytes;
  const copy = new Uint8Array(bytes);
  swapBytes(copy, values.BYTES_PER_ELEMENT);
  return copy;
}
