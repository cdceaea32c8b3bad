import { SelvedgeError } from '@selvedge/data';
import type {
  AsyncBuffer,
  ColumnMetaData,
  Compressors,
  FileMetaData,
  PageHeader,
  RowGroup,
  SchemaTree,
} from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { decompressBrotli, decompressZstd } from 'hyparquet-compressors';
import { crc32, gunzip } from '#zlib';
import { checkStruct } from './check-thrift.js';
import { type CheckedPage, checkValues, type Levels } from './check-values.js';
import { unpackHadoopLz4, unpackLz4 } from './unpack-lz4.js';

/** How much a codec can shrink at most; codecs that are not here are not read. */
const MAX_RATIO: Readonly<Record<string, number>> = {
  UNCOMPRESSED: 1,
  SNAPPY: 32,
  GZIP: 1032,
  ZSTD: 2 ** 15,
  LZ4: 256,
  LZ4_RAW: 256,
  BROTLI: 2 ** 15,
};
const GZIP_CHUNK = 16 * 1024;
/** Codecs beyond those that hyparquet has itself. */
export const COMPRESSORS: Compressors = {
  GZIP: (input, outputLength) => new Uint8Array(gunzip(input, GZIP_CHUNK, Math.max(1, outputLength)).bytes),
  // With room of its own: by its own header a page of a few bytes could ask for gigabytes.
  ZSTD: (input, outputLength) => decompressZstd(input, new Uint8Array(outputLength)),
  LZ4: unpackHadoopLz4,
  LZ4_RAW: unpackLz4,
  BROTLI: decompressBrotli,
};

/** So many values a file may claim whatever its size, because runs of equal values take a few bytes. */
const ALWAYS_ALLOWED_VALUES = 2 ** 20;
/** Beyond that, so many values per byte: levels of lists are packed by eight. */
const VALUES_PER_BYTE = 64;
/** Pages of data do not shrink like this, unless they are small or say next to nothing. */
const BOMB_BYTES = 64 * 1024 * 1024;
const BOMB_RATIO = 100;

/** Is given the pages of a column, unpacked, once each of them has been checked. */
export interface PageTaker {
  dictionary(bytes: Uint8Array, values: number): void;
  page(page: CheckedPage): void;
}

/**
 * Walks the pages of row groups before the library reads them, since it believes what they claim: sizes and counts must
 * fit into the file and to each other, and runs into their pages.
 */
export class PageCheck {
  readonly #schema: SchemaTree;
  #values = 0;
  #bytes = 0;

  readonly #file: string;

  constructor(metadata: FileMetaData, file: string) {
    this.#file = file;
    this.#schema = parquetSchema(metadata);
  }

  /**
   * @param names - of the columns at the top that will be read
   * @param takers - by the name of a column, for those that are decoded on the way
   * @throws Error with what is wrong; SelvedgeError `unsupported` for a codec that is not read
   */
  async check(
    buffer: AsyncBuffer,
    group: RowGroup,
    names: readonly string[],
    takers: ReadonlyMap<string, PageTaker> = new Map(),
  ): Promise<void> {
    for (const { meta_data: chunk } of group.columns) {
      if (!chunk) throw new Error('a column without metadata');
      if (!names.includes(chunk.path_in_schema[0])) continue;
      if (!Object.hasOwn(MAX_RATIO, chunk.codec)) throw otherCodec(this.#file, chunk);
      const start = Number(startOf(chunk));
      const bytes = await buffer.slice(start, start + Number(chunk.total_compressed_size));
      const counted = this.#countValues(new Uint8Array(bytes), chunk, takers.get(chunk.path_in_schema[0]));
      if (BigInt(counted) !== chunk.num_values)
        throw new Error(`a column claims ${chunk.num_values} values and its pages ${counted}`);
    }
  }

  #countValues(bytes: Uint8Array, chunk: ColumnMetaData, taker?: PageTaker): number {
    const path = getTreePath(this.#schema, chunk.path_in_schema);
    const levels = { repetition: getMaxRepetitionLevel(path), definition: getMaxDefinitionLevel(path) };
    const reader = { view: new DataView(bytes.buffer), offset: 0 };
    let counted = 0;
    while (reader.offset < bytes.length) {
      checkStruct(reader.view, reader.offset);
      const header = ofItsType(parquetHeader(reader));
      checkSizes(header, chunk.codec, bytes.length - reader.offset);
      const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = header;
      const values = (v1 ?? v2 ?? dictionary)?.num_values ?? -1;
      this.#spend(values, header.uncompressed_page_size);
      const page = bytes.subarray(reader.offset, reader.offset + header.compressed_page_size);
      const { crc } = header;
      if (crc !== undefined && crc32(page) >>> 0 !== crc >>> 0)
        throw new Error(
          `the checksum of a page of column '${chunk.path_in_schema.join('.')}' does not match its bytes`,
        );
      if (dictionary) {
        checkDictionary(header);
        taker?.dictionary(decompressPage(page, header.uncompressed_page_size, chunk.codec, COMPRESSORS), values);
      } else {
        const checked = checkPage(page, header, chunk, levels);
        taker?.page(checked);
        counted += values;
      }
      reader.offset += header.compressed_page_size;
    }
    return counted;
  }

  #spend(values: number, bytes: number): void {
    this.#values += values;
    this.#bytes += bytes;
    const most = ALWAYS_ALLOWED_VALUES + VALUES_PER_BYTE * this.#bytes;
    if (!(values >= 0 && this.#values <= most))
      throw new Error(`pages of ${this.#bytes} bytes claim ${this.#values} values`);
  }
}

/** A header with the part alone that its type names, which is what the library goes by. */
function ofItsType({ type, compressed_page_size, uncompressed_page_size, crc, ...parts }: PageHeader): PageHeader {
  const sizes = { type, compressed_page_size, uncompressed_page_size, ...(crc !== undefined && { crc }) };
  const { data_page_header, data_page_header_v2, dictionary_page_header } = parts;
  if (type === 'DATA_PAGE' && data_page_header) return { ...sizes, data_page_header };
  if (type === 'DATA_PAGE_V2' && data_page_header_v2) return { ...sizes, data_page_header_v2 };
  if (type === 'DICTIONARY_PAGE' && dictionary_page_header) return { ...sizes, dictionary_page_header };
  throw new Error(`a page of type ${type} without its header`);
}

function checkSizes(header: PageHeader, codec: string, left: number): void {
  const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
  if (!(packed >= 0 && packed <= left)) throw new Error(`a page claims ${packed} bytes`);
  const most = Math.max(BOMB_BYTES, packed * BOMB_RATIO);
  if (!(unpacked >= 0 && unpacked <= Math.min(packed * MAX_RATIO[codec] + 1024, most)))
    throw new Error(`a page of ${packed} bytes claims to unpack to ${unpacked}`);
}

/** Where the first page of a column is, as the library reads it. */
export const startOf = ({ dictionary_page_offset: dictionary, data_page_offset: data }: ColumnMetaData): bigint =>
  dictionary || data;

function checkDictionary({ uncompressed_page_size: unpacked, dictionary_page_header: dictionary }: PageHeader): void {
  if (dictionary && dictionary.num_values > unpacked)
    throw new Error(`a page of ${unpacked} bytes claims ${dictionary.num_values} values`);
}

function checkPage(
  packed: Uint8Array,
  header: PageHeader,
  { codec, type }: ColumnMetaData,
  levels: Levels,
): CheckedPage {
  const { uncompressed_page_size: unpacked, data_page_header_v2: v2 } = header;
  if (v2 && !(v2.num_rows >= 0 && v2.num_rows <= v2.num_values && v2.num_nulls >= 0 && v2.num_nulls <= v2.num_values))
    throw new Error(`a page of ${v2.num_values} values claims ${v2.num_rows} rows`);
  const before = v2 ? v2.definition_levels_byte_length + v2.repetition_levels_byte_length : 0;
  if (!(before >= 0 && before <= unpacked && before <= packed.length))
    throw new Error('a page claims more levels than it has bytes');
  return checkValues(packed, header, { codec, type, levels, compressors: COMPRESSORS });
}

const otherCodec = (file: string, { path_in_schema: path, codec }: ColumnMetaData): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${file}: column '${path.join('.')}' is compressed with ${codec ?? 'an unknown codec'}; read are ${Object.keys(MAX_RATIO).join(', ')}. Write it with one of these.`,
  );
