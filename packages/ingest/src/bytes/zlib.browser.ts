import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import { joinBytes } from './join-bytes.js';
import type * as Node from './zlib.node.js';

// `DecompressionStream` would be the browser's own, but it has no synchronous form and refuses files of several members.

export type Gunzipped = Node.Gunzipped;

export const gunzip: typeof Node.gunzip = (bytes, chunkSize, maxBytes) => {
  const inflater = new Inflater('gzip', chunkSize);
  const pieces = within(inflater.push(bytes), maxBytes);
  inflater.checkEnd();
  return { bytes: pieces.length === 1 ? pieces[0] : joinBytes(pieces), used: bytes.length - inflater.left };
};

export const gunzipPart: typeof Node.gunzipPart = (bytes, maxBytes) =>
  joinBytes(within(new Inflater('gzip', PART_CHUNK).push(bytes), maxBytes));

const PART_CHUNK = 16 * 1024;

export async function* unpackPieces(
  pieces: AsyncIterable<Uint8Array>,
  format: 'gzip' | 'raw',
  chunkSize: number,
): AsyncGenerator<Uint8Array, void> {
  const inflater = new Inflater(format, chunkSize);
  for await (const piece of pieces) yield* inflater.push(piece);
  inflater.checkEnd();
}

export const unzlib: typeof Node.unzlib = (bytes, maxBytes) => {
  const inflater = new Inflater('zlib', PART_CHUNK);
  const pieces = within(inflater.push(bytes), maxBytes);
  inflater.checkEnd();
  return joinBytes(pieces);
};

/** zlib's window of 32 KiB: framed by gzip or by zlib itself, or bare. */
const WINDOW_BITS = { gzip: 15 + 16, zlib: 15, raw: -15 };

/** zlib's loop over input and output, as Node runs it. */
class Inflater {
  readonly #stream = new ZStream();
  readonly #chunkSize: number;
  readonly #members: boolean;
  #atEnd = false;

  constructor(format: keyof typeof WINDOW_BITS, chunkSize: number) {
    this.#chunkSize = chunkSize;
    this.#members = format === 'gzip';
    zlibInflateInit2(this.#stream, WINDOW_BITS[format]);
  }

  /** Bytes of input that were not used. */
  get left(): number {
    return this.#stream.avail_in;
  }

  *push(input: Uint8Array): Generator<Uint8Array, void> {
    const stream = this.#stream;
    stream.input = input;
    stream.next_in = 0;
    stream.avail_in = input.length;
    for (;;) {
      if (this.#atEnd) {
        // Another member may follow; zeros pad a file.
        if (!this.#members || stream.avail_in === 0 || input[stream.next_in] === 0) return;
        zlibInflateReset(stream);
        this.#atEnd = false;
      }
      stream.output = new Uint8Array(this.#chunkSize);
      stream.next_out = 0;
      stream.avail_out = this.#chunkSize;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      if (status === Z_STREAM_END) this.#atEnd = true;
      else if (status === Z_BUF_ERROR || (status === Z_OK && stream.avail_out > 0)) return;
      else if (status !== Z_OK) throw zlibError('Z_DATA_ERROR', stream.msg);
    }
  }

  checkEnd(): void {
    if (!this.#atEnd) throw zlibError('Z_BUF_ERROR', 'unexpected end of file');
  }
}

function within(pieces: Iterable<Uint8Array>, maxBytes: number): Uint8Array[] {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    bytes += piece.length;
    if (bytes > maxBytes) throw zlibError('ERR_BUFFER_TOO_LARGE', `more than ${maxBytes} bytes`);
    kept.push(piece);
  }
  return kept;
}

const zlibError = (code: string, message: string): Error => Object.assign(new Error(message), { code });

const CRC_TABLE: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 0xff];
  return ~crc >>> 0;
}
