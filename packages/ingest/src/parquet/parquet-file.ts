import { type FileHandle, open } from 'node:fs/promises';
import { SelvedgeError } from '@selvedge/data';
import { fileError } from '@selvedge/files';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { parquetMetadataAsync } from 'hyparquet';
import { badTable } from '../table/table.js';

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
export async function openParquetFile(path: string): Promise<ParquetFile> {
  const handle = await open(path).catch((cause) => Promise.reject(fileError(path, cause)));
  try {
    const { size } = await handle.stat();
    const buffer = boundedBuffer(path, handle, size);
    await checkEnds(path, buffer);
    const metadata = await explained(path, () => parquetMetadataAsync(buffer, { geoparquet: false }));
    checkFooter(path, metadata, size);
    return { buffer, metadata, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Errors of the library about damaged bytes, as what they are. */
export async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (typeof code === 'string' && code.startsWith('E') && !code.startsWith('ERR_')) throw fileError(path, cause);
    // The library's own words where it noticed; a TypeError or RangeError of its code says nothing to a reader.
    const thrown = cause instanceof Error && !(cause instanceof TypeError || cause instanceof RangeError);
    const noticed = thrown && !/undefined|NaN|\[object/.test(cause.message);
    const why = noticed ? cause.message.split('\n')[0].slice(0, 200) : 'its metadata or pages are damaged';
    throw badTable(path, `not a proper Parquet file: ${why}`, cause);
  }
}

function boundedBuffer(path: string, handle: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    async slice(start, end = size) {
      if (!(start >= 0 && start <= end && end <= size)) {
        throw badTable(path, `it speaks of bytes ${start} to ${end} of ${size} (truncated or damaged)`);
      }
      const bytes = new Uint8Array(end - start);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
      if (bytesRead < bytes.length) throw badTable(path, 'it became shorter while it was read');
      return bytes.buffer;
    },
  };
}

async function checkEnds(path: string, buffer: AsyncBuffer): Promise<void> {
  const size = buffer.byteLength;
  const magic = (bytes: ArrayBuffer): string => new TextDecoder('latin1').decode(bytes);
  if (size < 12 || magic(await buffer.slice(0, 4)) !== 'PAR1' || magic(await buffer.slice(size - 4)) !== 'PAR1') {
    throw badTable(path, 'not a Parquet file, or not a whole one: it does not begin and end with PAR1');
  }
  const footer = new DataView(await buffer.slice(size - 8, size - 4)).getUint32(0, true);
  if (footer > Math.min(size - 12, MAX_FOOTER_BYTES)) throw badTable(path, `its footer claims ${footer} bytes`);
}

function checkFooter(path: string, { num_rows, row_groups }: FileMetaData, size: number): void {
  let rows = 0n;
  for (const group of row_groups) {
    rows += group.num_rows;
    if (group.num_rows < 0n || group.num_rows > 2n ** 31n)
      throw badTable(path, `a row group claims ${group.num_rows} rows`);
    for (const { meta_data: chunk } of group.columns) {
      if (!chunk) throw badTable(path, 'a column without metadata');
      const start = chunk.dictionary_page_offset ?? chunk.data_page_offset;
      const bytes = chunk.total_compressed_size;
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
