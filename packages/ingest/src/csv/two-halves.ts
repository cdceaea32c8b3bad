import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { builtModule } from '@selvedge/data/text';
import type { CsvReadOptions } from './csv-options.js';
import { dialectOf, guessDelimiter } from './dialect.js';
import type { HalfRequest } from './half.worker.js';
import { type RangeRows, readIntegerRange } from './integer-range.js';

/** A thread takes some 40 ms to start: below this size it would be waited for. */
const LEAST_BYTES = 16 * 1024 * 1024;
/** Beyond this size the event loop would be held for seconds. */
const MOST_BYTES = 1024 ** 3;
const LOOKED_AT = 64 * 1024;
const NEWLINE = 10;
/** The share of this thread, which starts at once. */
const OWN_SHARE = 0.54;

/**
 * Reads a large CSV of whole numbers by two threads, a part each. It is an attempt: where anything is out of the
 * ordinary (gzip, quotes, a byte order mark, a line that is not of the fast kind) nothing is returned, and the ordinary
 * way reads the file from its beginning and knows what to say about mistakes.
 *
 * @returns the rows in the file's order, or undefined
 * @throws SelvedgeError as `dialectOf`
 */
export async function readInTwoHalves(
  path: string,
  options: CsvReadOptions,
  maxBytes: number,
  leastBytes: number = LEAST_BYTES,
): Promise<(RangeRows & { readonly columns: number; readonly names?: readonly string[] }) | undefined> {
  if (/\.gz$/i.test(path)) return undefined;
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const { size } = fstatSync(file);
    if (size < leastBytes || size > MOST_BYTES) return undefined;
    const head = readAt(file, 0, size);
    const lineEnd = head.indexOf(NEWLINE);
    if (lineEnd < 1 || head[0] > 0x7e || head[0] === 0x1f) return undefined; // gzip and byte order marks too
    const firstLine = new TextDecoder().decode(head.subarray(0, lineEnd)).replace(/\r$/, '');
    const delimiter = options.delimiter ?? guessDelimiter(firstLine, options.decimal);
    if (/["\r]/.test(firstLine) || firstLine.trim() === '' || delimiter.length !== 1) return undefined;
    const dialect = dialectOf(path, firstLine.split(delimiter), delimiter, options);

    const half = Math.floor(size * OWN_SHARE);
    const around = readAt(file, half, size);
    const cut = around.indexOf(NEWLINE);
    if (cut < 0) return undefined;
    const start = dialect.header ? lineEnd + 1 : 0;
    const middle = half + cut + 1;
    const perRow = bytesPerRow(head.subarray(start)) ?? middle - start;
    const room = (bytes: number): number => Math.ceil((1.03 * bytes) / perRow) + 1;
    if (2 * room(size) * (dialect.fields - 1) > maxBytes) return undefined;

    const other = secondHalf({ path, start: middle, end: size, dialect, room: room(size - middle) });
    // Whatever becomes of this part, the other one is waited for.
    const own = readIntegerRange(file, start, middle, dialect, room(size - start));
    const second = await other;
    const named = dialect.columns && { names: dialect.columns };
    return own && second && { columns: dialect.fields - 1, ...named, ...joined(own, second) };
  } finally {
    closeSync(file);
  }
}

/** The second part behind the first, in the room that the first has kept for it. */
function joined(first: RangeRows, second: RangeRows): RangeRows {
  return { values: appended(first.values, second.values), labels: appended(first.labels, second.labels) };
}

function appended<T extends Uint8Array | Uint16Array>(first: T, second: T): T {
  const type = first.constructor as {
    new (buffer: ArrayBufferLike, offset: number, length: number): T;
    new (n: number): T;
  };
  const length = first.length + second.length;
  const fits = length * first.BYTES_PER_ELEMENT <= first.buffer.byteLength;
  const all = fits ? new type(first.buffer, 0, length) : new type(length);
  if (!fits) all.set(first);
  all.set(second, first.length);
  return all;
}

function secondHalf(request: HalfRequest): Promise<RangeRows | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(workerUrl(), { name: 'csv', workerData: request });
    worker.on('message', resolve);
    worker.on('error', () => resolve(undefined));
    worker.on('exit', () => resolve(undefined));
  });
}

function readAt(file: number, at: number, size: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(LOOKED_AT, size - at));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at));
}

function bytesPerRow(text: Uint8Array): number | undefined {
  let lines = 0;
  for (const byte of text) if (byte === NEWLINE) lines++;
  return lines === 0 ? undefined : (text.lastIndexOf(NEWLINE) + 1) / lines;
}

const workerUrl = (): URL => builtModule(new URL('./half.worker.js', import.meta.url), import.meta.url);
