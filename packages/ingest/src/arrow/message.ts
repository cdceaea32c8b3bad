import { badTable } from '../table/table.js';
import { FlatTable } from './flat-table.js';

/** A message of the IPC format, cut out and not yet understood. */
export interface Message {
  readonly type: number;
  readonly header: FlatTable;
  readonly bodyBytes: number;
}

export const HEADER = { schema: 1, dictionary: 2, batch: 3 } as const;
export const MAX_METADATA_BYTES: number = 64 * 1024 * 1024;
const CONTINUATION = 0xffffffff;

/**
 * How long the metadata are that follow these eight bytes: a mark of four, then the length.
 *
 * @returns 0 at the end of a stream
 */
export function metadataBytes(path: string, start: Uint8Array): number {
  if (start.length < 8) throw truncated(path);
  const view = new DataView(start.buffer, start.byteOffset, 8);
  if (view.getUint32(0, true) !== CONTINUATION) {
    throw badTable(path, 'not an Arrow IPC file or stream (a message does not begin with ff ff ff ff)');
  }
  const size = view.getInt32(4, true);
  if (size < 0 || size > MAX_METADATA_BYTES) throw badTable(path, `a message claims metadata of ${size} bytes`);
  return size;
}

/** @throws SelvedgeError `corrupt-file`; `RangeError` from damaged metadata, for the caller to explain */
export function parseMessage(path: string, metadata: Uint8Array): Message {
  const message = FlatTable.root(metadata);
  const bodyBytes = message.int64(3);
  const header = message.table(2);
  if (bodyBytes < 0 || !header)
    throw badTable(path, `a message with a body of ${bodyBytes} bytes, or without a header`);
  return { type: message.uint8(1), header, bodyBytes };
}

export const truncated = (path: string): Error => badTable(path, 'it ends in the middle (truncated?)');
