import type { ByteSource, OpenSource } from '../bytes/byte-source.js';
import { badTable } from '../table/table.js';
import { FlatTable } from './flat-table.js';
import { HEADER, MAX_METADATA_BYTES, type Message, messagePrefix, parseMessage, truncated } from './message.js';

export const ARROW_MAGIC = 'ARROW1';

/** The footer comes first, since it alone is sure to hold the schema: apache-arrow's own writer puts it nowhere else. */
export async function* fileMessages(
  source: ByteSource,
): AsyncGenerator<{ readonly message: Message; readonly body: Uint8Array }, void> {
  const { path } = source;
  const opened = await source.open();
  try {
    const footer = await readFooter(path, opened);
    const schema = footer.table(1);
    if (!schema) throw badTable(path, 'its footer has no schema');
    yield { message: { type: HEADER.schema, header: schema, bodyBytes: 0 }, body: new Uint8Array(0) };
    let claimed = 0;
    for (const field of [2, 3]) {
      for (const [offset, metadata, body] of footer.structs(field, 3)) {
        // Otherwise a small file could name its one block a million times.
        claimed += body;
        if (claimed > opened.size) throw badTable(path, `its blocks claim more than its ${opened.size} bytes`);
        yield await readBlock(path, opened, {
          offset,
          metadata: metadata & 0x7fffffff,
          body,
          dictionary: field === 2,
        });
      }
    }
  } finally {
    await opened.close();
  }
}

async function readFooter(path: string, opened: OpenSource): Promise<FlatTable> {
  const { size } = opened;
  const end = await bytesAt(path, opened, size - 10, 10);
  if (new TextDecoder('latin1').decode(end.subarray(4)) !== ARROW_MAGIC) throw truncated(path);
  const length = new DataView(end.buffer).getInt32(0, true);
  if (length <= 0 || length > Math.min(size - 18, MAX_METADATA_BYTES))
    throw badTable(path, `its footer claims ${length} bytes`);
  return FlatTable.root(await bytesAt(path, opened, size - 10 - length, length));
}

interface Block {
  readonly offset: number;
  readonly metadata: number;
  readonly body: number;
  readonly dictionary: boolean;
}

async function readBlock(
  path: string,
  opened: OpenSource,
  block: Block,
): Promise<{ message: Message; body: Uint8Array }> {
  const { offset, metadata, body, dictionary } = block;
  const start = await bytesAt(path, opened, offset, 8);
  const { length, bytes: before } = messagePrefix(path, start);
  if (length === 0 || length + before !== metadata)
    throw badTable(path, `a block claims metadata of ${metadata} bytes and has ${length + before}`);
  const message = parseMessage(path, await bytesAt(path, opened, offset + before, length));
  const expected = dictionary ? HEADER.dictionary : HEADER.batch;
  if (message.type !== expected || message.bodyBytes !== body) {
    throw badTable(
      path,
      `its footer and the block at ${offset} disagree (body of ${body} and ${message.bodyBytes} bytes)`,
    );
  }
  return { message, body: await bytesAt(path, opened, offset + metadata, body) };
}

async function bytesAt(path: string, opened: OpenSource, start: number, length: number): Promise<Uint8Array> {
  const { size } = opened;
  if (!(start >= 0 && length >= 0 && start + length <= size)) {
    throw badTable(path, `it speaks of bytes ${start} to ${start + length} of ${size} (truncated or damaged)`);
  }
  const bytes = new Uint8Array(length);
  if ((await opened.read(bytes, start)) < length) throw badTable(path, 'it became shorter while it was read');
  return bytes;
}
