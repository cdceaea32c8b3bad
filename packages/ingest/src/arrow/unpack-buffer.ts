import { decompressZstd } from 'hyparquet-compressors';
import { badTable, unsupportedTable } from '../table/table.js';
import { unpackLz4Frame } from './lz4-frame.js';

const CODECS = ['LZ4', 'ZSTD'];
/** A buffer may claim to unpack to any size: beyond this it has to be believable. */
const ALWAYS_ALLOWED_BYTES = 64 * 1024 * 1024;
const MAX_RATIO = 300;
const MAX_BATCH_BYTES = 2 ** 32;

/**
 * The bytes of a buffer of a compressed batch: its length before, then the packed bytes, or with a length of -1 the plain ones.
 *
 * @param before - bytes that the batch unpacked to so far
 * @throws SelvedgeError `corrupt-file`; `unsupported` for a codec that the format did not have when this was written
 */
export function unpackBuffer(path: string, bytes: Uint8Array, codec: number, before: number): Uint8Array {
  if (codec >= CODECS.length)
    throw unsupportedTable(path, `it is compressed by codec ${codec}; read are ${CODECS.join(', ')} and none`);
  if (bytes.length < 8) throw badTable(path, `a compressed buffer of ${bytes.length} bytes`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true));
  const packed = bytes.subarray(8);
  if (length === -1) return packed;
  const most = Math.max(ALWAYS_ALLOWED_BYTES, packed.length * MAX_RATIO);
  if (!(length >= 0 && length <= most && before + length <= MAX_BATCH_BYTES))
    throw badTable(path, `a buffer of ${packed.length} bytes claims to unpack to ${length}`);
  const plain = unpacked(path, packed, codec, length);
  if (plain.length !== length)
    throw badTable(path, `a buffer unpacked to ${plain.length} bytes where ${length} belong`);
  return plain;
}

function unpacked(path: string, packed: Uint8Array, codec: number, length: number): Uint8Array {
  try {
    return codec === 0 ? unpackLz4Frame(packed, length) : decompressZstd(packed, new Uint8Array(length) as never);
  } catch (cause) {
    throw badTable(path, 'a compressed buffer is damaged', cause);
  }
}
