import type { CompressionCodec, Compressors, PageHeader, ParquetType } from 'hyparquet';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { checkDelta, checkDeltaTexts } from './check-delta.js';
import { checkRuns } from './check-runs.js';
import { NotRead } from './not-read.js';

/** The highest levels of a column's values: 0 where all are there, once a row. */
export interface Levels {
  readonly repetition: number;
  readonly definition: number;
}

/** How a column's values are stored. */
interface Stored {
  readonly codec: CompressionCodec;
  readonly type: ParquetType;
  readonly levels: Levels;
  readonly compressors: Compressors;
}

/** Texts that share beginnings may take so many times their page, and always as much as this. */
const TEXTS = { ratio: 64, always: 2 ** 24 };

/** The values of a page that was checked. */
export interface CheckedPage {
  /** As `encoding` says. */
  readonly bytes: Uint8Array;
  readonly encoding: string;
  /** Nulls included. */
  readonly values: number;
  readonly present: number;
}

/**
 * Checks the runs of a page of data: of its levels, of numbers in its dictionary, of differences.
 *
 * @throws Error with what is wrong; RangeError beyond the end
 */
export function checkValues(packed: Uint8Array, header: PageHeader, stored: Stored): CheckedPage {
  const { data_page_header: v1, data_page_header_v2: v2, uncompressed_page_size: size } = header;
  const unpack = (bytes: Uint8Array, length: number): Uint8Array =>
    decompressPage(bytes, length, stored.codec, stored.compressors);
  if (v1) {
    const page = unpack(packed, size);
    const repetition = framed(page, 0, stored.levels.repetition);
    checkRuns(repetition.bytes, bitsOf(stored.levels.repetition), stored.levels.repetition ? v1.num_values : 0);
    const definition = framed(page, repetition.end, stored.levels.definition);
    const present = countPresent(definition.bytes, stored.levels.definition, v1.num_values);
    const bytes = page.subarray(definition.end);
    checkEncoded(bytes, v1.encoding, present, stored.type);
    return { bytes, encoding: v1.encoding, values: v1.num_values, present };
  }
  if (v2) {
    const { repetition_levels_byte_length: first, definition_levels_byte_length: second } = v2;
    if (stored.levels.repetition) checkRuns(packed.subarray(0, first), bitsOf(stored.levels.repetition), v2.num_values);
    countPresent(packed.subarray(first, first + second), stored.levels.definition, v2.num_values);
    const rest = packed.subarray(first + second);
    const page = v2.is_compressed === false ? rest : unpack(rest, size - first - second);
    const present = v2.num_values - v2.num_nulls;
    checkEncoded(page, v2.encoding, present, stored.type);
    return { bytes: page, encoding: v2.encoding, values: v2.num_values, present };
  }
  throw new Error('internal: a page without its header');
}

/** Bytes behind their length in four bytes; none where there are no levels. */
function framed(page: Uint8Array, at: number, highest: number): { readonly bytes: Uint8Array; readonly end: number } {
  if (highest === 0) return { bytes: new Uint8Array(0), end: at };
  const length = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(at, true);
  const end = at + 4 + length;
  if (end > page.length) throw new Error(`levels claim ${length} bytes of a page of ${page.length}`);
  return { bytes: page.subarray(at + 4, end), end };
}

const countPresent = (levels: Uint8Array, highest: number, values: number): number =>
  highest === 0 ? values : checkRuns(levels, bitsOf(highest), values, highest);

const bitsOf = (highest: number): number => 32 - Math.clz32(highest);

function checkEncoded(bytes: Uint8Array, encoding: string, values: number, type: ParquetType): void {
  if (values === 0) return;
  switch (encoding) {
    case 'PLAIN':
    case 'BYTE_STREAM_SPLIT':
      if (values > bytes.length && type !== 'BOOLEAN')
        throw new Error(`${bytes.length} bytes claim to hold ${values} values`);
      return;
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      if (bytes.length === 0) throw new RangeError('a page without values');
      // A dictionary of one value needs no bits, and runs of none are counted all the same where they are written.
      if (bytes[0] > 0 || bytes.length > 1) checkRuns(bytes.subarray(1), bytes[0], values);
      return;
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
      checkDelta(bytes, values);
      return;
    case 'DELTA_BYTE_ARRAY':
      checkDeltaTexts(bytes, values, TEXTS.always + TEXTS.ratio * bytes.length);
      return;
    case 'RLE': {
      if (type !== 'BOOLEAN') throw new Error(`values of type ${type} are encoded as RLE, which is for booleans`);
      checkRuns(framed(bytes, 0, 1).bytes, 1, values);
      return;
    }
    case undefined: // a number that Parquet gives to none
      throw new Error('its values have an encoding that Parquet does not know');
    default:
      throw new NotRead(`its values are encoded as ${encoding}, which is not read`);
  }
}
