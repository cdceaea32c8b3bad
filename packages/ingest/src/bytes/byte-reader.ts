import { joinBytes } from './join-bytes.js';

/** Takes exact counts of bytes from a stream of pieces. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next `length` bytes in an array of their own; fewer at the end. Memory is taken as bytes arrive. */
  async read(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#pieces.next();
        if (next.done) break;
        this.#rest = next.value;
      }
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return joinBytes(parts);
  }

  /** Whether nothing follows. */
  async atEnd(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#pieces.next();
      if (next.done) return true;
      this.#rest = next.value;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}
