import { bytesOf } from '@selvedge/data/checks';
import { AsyncByteQueue, RecordBatchFileWriter, RecordBatchStreamWriter } from 'apache-arrow';
import { FileWriter } from '../bytes/file-writer.js';
import type { RowsInfo, RowsSink } from '../rows/rows.js';
import { ArrowLayout } from './arrow-schema.js';

/** Opens an Arrow IPC file, or with `stream` an IPC stream, for writing: one record batch per batch, uncompressed. */
export async function arrowSink(
  path: string,
  info: RowsInfo,
  options: { readonly stream?: boolean } = {},
): Promise<RowsSink> {
  const layout = new ArrowLayout(info);
  const file = await FileWriter.create(path);
  const pieces = new Pieces();
  const writer = options.stream ? new RecordBatchStreamWriter() : new RecordBatchFileWriter();
  writer.reset(pieces as never, layout.schema);
  return {
    write: async (batch) => {
      writer.write(layout.batch(batch));
      await pieces.moveTo(file);
    },
    close: async () => {
      writer.finish();
      await pieces.moveTo(file);
      await file.close();
    },
    abort: () => file.abort(),
  };
}

/** Takes what apache-arrow's writer makes, whose own queue would grow as long as nobody reads it. */
class Pieces extends AsyncByteQueue {
  #held: Uint8Array[] = [];

  override write(piece: ArrayBufferLike | ArrayBufferView): void {
    if (ArrayBuffer.isView(piece)) this.#held.push(bytesOf(piece));
    else this.#held.push(new Uint8Array(piece));
  }

  async moveTo(file: FileWriter): Promise<void> {
    for (const piece of this.#held) await file.write(piece);
    this.#held = [];
  }
}
