import type { Column, TableBatch } from './table.js';

/** Decoded columns up to here are kept from one reading for the next. */
const MAX_KEPT_BYTES = 512 * 1024 * 1024;

/**
 * Batches of a file that is read twice, once for what its columns are and once for their values: those of the first
 * reading are kept for the second, unless they are large, and given up one by one as that proceeds.
 */
export class KeptBatches {
  readonly #read: () => AsyncIterable<TableBatch>;
  #kept: TableBatch[] | undefined;
  #wasRead = false;

  constructor(read: () => AsyncIterable<TableBatch>) {
    this.#read = read;
  }

  async *batches(): AsyncGenerator<TableBatch, void> {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) {
      kept.reverse();
      for (let batch = kept.pop(); batch; batch = kept.pop()) yield batch;
      return;
    }
    let keeping: TableBatch[] | undefined = this.#wasRead ? undefined : [];
    this.#wasRead = true;
    let bytes = 0;
    for await (const batch of this.#read()) {
      for (const column of batch.columns) bytes += bytesOf(column);
      if (bytes > MAX_KEPT_BYTES) keeping = undefined;
      keeping?.push(batch);
      yield batch;
    }
    this.#kept = keeping;
  }
}

/** A list of texts takes a pointer each and the texts, which are often the same few. */
const TEXT_BYTES = 64;

function bytesOf(column: Column): number {
  if ('unread' in column) return 0;
  const written = TEXT_BYTES * (column.written?.length ?? 0);
  return written + ('texts' in column ? TEXT_BYTES * column.texts.length : column.numbers.byteLength);
}
