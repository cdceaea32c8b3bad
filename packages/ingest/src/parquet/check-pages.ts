import type { AsyncBuffer, Compressors, RowGroup } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { gunzip } from '#zlib';

/** How much a codec can shrink at most; codecs that are not here are not read. */
const MAX_RATIO: Readonly<Record<string, number>> = { UNCOMPRESSED: 1, SNAPPY: 32, GZIP: 1032 };

const GZIP_CHUNK = 16 * 1024;

/** Codecs beyond those that hyparquet has itself. */
export const COMPRESSORS: Compressors = {
  GZIP: (input, outputLength) => new Uint8Array(gunzip(input, GZIP_CHUNK, Math.max(1, outputLength)).bytes),
};

/** So many values a page may claim whatever its size, because runs of equal values take a few bytes. */
const ALWAYS_ALLOWED_VALUES = 2 ** 21;
/** Beyond that, so many values per byte: levels of lists are packed by eight. */
const VALUES_PER_BYTE = 64;

/**
 * Walks the pages of a row group before the library reads them, since it believes what a page header claims: sizes
 * and counts must fit into the file and to each other.
 *
 * @throws Error with what is wrong
 */
export async function checkPages(buffer: AsyncBuffer, group: RowGroup): Promise<void> {
  for (const { meta_data: chunk } of group.columns) {
    if (!chunk) throw new Error('a column without metadata');
    const ratio = Object.hasOwn(MAX_RATIO, chunk.codec) ? MAX_RATIO[chunk.codec] : undefined;
    if (ratio === undefined) throw new Error(`it is compressed with ${chunk.codec}; read are SNAPPY, GZIP and none`);
    const start = Number(chunk.dictionary_page_offset ?? chunk.data_page_offset);
    const bytes = await buffer.slice(start, start + Number(chunk.total_compressed_size));
    const counted = countValues(new DataView(bytes), ratio);
    if (BigInt(counted) !== chunk.num_values)
      throw new Error(`a column claims ${chunk.num_values} values and its pages ${counted}`);
  }
}

function countValues(view: DataView, ratio: number): number {
  const reader = { view, offset: 0 };
  let counted = 0;
  while (reader.offset < view.byteLength) {
    const { compressed_page_size: packed, uncompressed_page_size: unpacked, ...header } = parquetHeader(reader);
    if (!(packed >= 0 && packed <= view.byteLength - reader.offset)) throw new Error(`a page claims ${packed} bytes`);
    if (!(unpacked >= 0 && unpacked <= packed * ratio + 1024))
      throw new Error(`a page of ${packed} bytes claims to unpack to ${unpacked}`);
    const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = header;
    const values = (v1 ?? v2 ?? dictionary)?.num_values ?? 0;
    const most = ALWAYS_ALLOWED_VALUES + VALUES_PER_BYTE * unpacked;
    if (!(values >= 0 && values <= (dictionary ? unpacked : most)))
      throw new Error(`a page of ${unpacked} bytes claims ${values} values`);
    if (v2 && !(v2.num_rows >= 0 && v2.num_rows <= values && v2.num_nulls >= 0 && v2.num_nulls <= values)) {
      throw new Error(`a page of ${values} values claims ${v2.num_rows} rows`);
    }
    const levels = v2 ? v2.definition_levels_byte_length + v2.repetition_levels_byte_length : 0;
    if (!(levels >= 0 && levels <= unpacked && levels <= packed))
      throw new Error('a page claims more levels than it has bytes');
    if (!dictionary) counted += values;
    reader.offset += packed;
  }
  return counted;
}
