import { SelvedgeError } from '@selvedge/data';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { parquetMetadataAsync } from 'hyparquet';
import type { ByteSource, OpenSource } from '../bytes/byte-source.js';
import { badTable, unsupportedTable } from '../table/table.js';
import { startOf } from './check-pages.js';
import { checkStruct } from './check-thrift.js';
import { NotRead } from './not-read.js';

/** An open Parquet file whose footer has been checked. */
export interface ParquetFile {
  readonly buffer: AsyncBuffer;
  readonly metadata: FileMetaData;
  close(): Promise<void>;
}

/** Beyond this, JavaScript lists of numbers do not fit: about 130 million, which is 170,000 images of 28x28. */
const MAX_GROUP_VALUES = 2 ** 27;
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;

/** @throws SelvedgeError `corrupt-file` when the footer is damaged or speaks of places that are not in the file */
export async function openParquetFile(source: ByteSource): Promise<ParquetFile> {
  const { path } = source;
  const opened = await source.open();
  try {
    const { size } = opened;
    const buffer = boundedBuffer(path, opened);
    await checkEnds(path, buffer);
    const metadata = await explained(path, () => parquetMetadataAsync(buffer, { geoparquet: false }));
    await explained(path, async () => checkFooter(path, metadata, size));
    return { buffer, metadata, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Errors of the library about damaged bytes, as what they are. */
export async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    if (cause instanceof NotRead || (cause instanceof Error && OF_LIBRARY.test(cause.message)))
      throw unsupportedTable(path, cause.message);
    // The library's own words where it noticed; a TypeError or RangeError of its code says nothing to a reader.
    const thrown = cause instanceof Error && !(cause instanceof TypeError || cause instanceof RangeError);
    const noticed = thrown && !/undefined|NaN|\[object/.test(cause.message);
    const why = noticed ? cause.message.split('\n')[0].slice(0, 200) : 'its metadata or pages are damaged';
    throw badTable(path, `not a proper Parquet file: ${why}`, cause);
  }
}

/** What the library says of a kind of file that it does not read. */
const OF_LIBRARY = /^parquet unsupported (?:encoding|compression codec): [A-Z]|^parquet \w+ not supported$/;

function boundedBuffer(path: string, opened: OpenSource): AsyncBuffer {
  const { size } = opened;
  return {
    byteLength: size,
    async slice(start, end = size) {
      if (!(start >= 0 && start <= end && end <= size)) {
        throw badTable(path, `it speaks of bytes ${start} to ${end} of ${size} (truncated or damaged)`);
      }
      const bytes = new Uint8Array(end - start);
      if ((await opened.read(bytes, start)) < bytes.length) throw badTable(path, 'it became shorter while it was read');
      return bytes.buffer;
    },
  };
}

async function checkEnds(path: string, buffer: AsyncBuffer): Promise<void> {
  const size = buffer.byteLength;
  const magic = (bytes: ArrayBuffer): string => new TextDecoder('latin1').decode(bytes);
  if (size >= 12 && magic(await buffer.slice(size - 4)) === 'PARE')
    throw unsupportedTable(path, 'its footer is encrypted. Write it without encryption');
  if (size < 12 || magic(await buffer.slice(0, 4)) !== 'PAR1' || magic(await buffer.slice(size - 4)) !== 'PAR1') {
    throw badTable(path, 'not a Parquet file, or not a whole one: it does not begin and end with PAR1');
  }
  const footer = new DataView(await buffer.slice(size - 8, size - 4)).getUint32(0, true);
  if (footer > Math.min(size - 12, MAX_FOOTER_BYTES)) throw badTable(path, `its footer claims ${footer} bytes`);
  const bytes = await buffer.slice(size - 8 - footer, size - 8);
  await explained(path, async () => checkStruct(new DataView(bytes), 0));
}

function checkFooter(path: string, { num_rows, row_groups }: FileMetaData, size: number): void {
  let rows = 0n;
  for (const group of row_groups) {
    rows += group.num_rows;
    if (group.num_rows < 0n || group.num_rows > 2n ** 31n)
      throw badTable(path, `a row group claims ${group.num_rows} rows`);
    for (const { meta_data: chunk, crypto_metadata: encrypted } of group.columns) {
      if (encrypted !== undefined)
        throw unsupportedTable(path, 'some of its columns are encrypted. Write them without encryption');
      if (!chunk) throw badTable(path, 'a column without metadata');
      const start = startOf(chunk);
      const bytes = chunk.total_compressed_size;
      if (group.num_rows === 0n && bytes === 0n) continue; // without a page, as pyarrow writes a table without rows
      if (start < 4n || bytes < 0n || start + bytes > BigInt(size)) {
        throw badTable(path, `a column claims bytes ${start} to ${start + bytes} of ${size} (truncated or damaged)`);
      }
      // Runs of equal values take hardly any bytes, so counts are bounded by themselves.
      if (chunk.num_values < group.num_rows || chunk.num_values > BigInt(MAX_GROUP_VALUES)) {
        throw badTable(
          path,
          `a column claims ${chunk.num_values} values in a group of ${group.num_rows} rows; at most ${MAX_GROUP_VALUES} are read`,
        );
      }
    }
  }
  if (rows !== num_rows) throw badTable(path, `it claims ${num_rows} rows and its groups hold ${rows}`);
}
