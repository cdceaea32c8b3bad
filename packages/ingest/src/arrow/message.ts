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

/** What comes before the metadata of a message. */
export interface MessagePrefix {
  /** Of the metadata; 0 at the end of a stream. */
  readonly length: number;
  /** Of the prefix: a mark of four and the length, before Arrow 0.15 the length alone. */
  readonly bytes: 4 | 8;
}

/** @param start - eight bytes; four at the end of a stream of before Arrow 0.15 */
export function messagePrefix(path: string, start: Uint8Array): MessagePrefix {
  if (start.length < 4) throw truncated(path);
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const isMarked = view.getUint32(0, true) === CONTINUATION;
  if (isMarked && start.length < 8) throw truncated(path);
  const length = view.getInt32(isMarked ? 4 : 0, true);
  if (length >= 0 && length <= MAX_METADATA_BYTES) return { length, bytes: isMarked ? 8 : 4 };
  if (isMarked) throw badTable(path, `a message claims metadata of ${length} bytes`);
  throw badTable(path, 'not an Arrow IPC file or stream (a message does not begin with ff ff ff ff)');
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
