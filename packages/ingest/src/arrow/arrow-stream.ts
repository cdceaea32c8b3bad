import { ByteReader } from '../bytes/byte-reader.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { joinBytes } from '../bytes/join-bytes.js';
import { openBytes } from '../bytes/open-bytes.js';
import { badTable } from '../table/table.js';
import { type Message, messagePrefix, parseMessage, truncated } from './message.js';

/** The messages of an IPC stream, in order. Memory is taken as bytes arrive, not as they are claimed. */
export async function* streamMessages(
  source: ByteSource,
): AsyncGenerator<{ readonly message: Message; readonly body: Uint8Array }, void> {
  const { path } = source;
  const reader = new ByteReader(openBytes(source));
  try {
    for (;;) {
      if (await reader.atEnd()) return; // a stream may end without its end mark
      const start = await reader.read(4);
      const isMarked = start.every((byte) => byte === 0xff);
      const prefix = isMarked ? joinBytes([start, await reader.read(4)]) : start;
      const { length } = messagePrefix(path, prefix);
      if (length === 0) break;
      const metadata = await reader.read(length);
      if (metadata.length < length) throw truncated(path);
      const message = parseMessage(path, metadata);
      const body = await reader.read(message.bodyBytes);
      if (body.length < message.bodyBytes) throw truncated(path);
      yield { message, body };
    }
    if (!(await reader.atEnd())) throw badTable(path, 'bytes follow the end of the stream');
  } finally {
    await reader.close();
  }
}
