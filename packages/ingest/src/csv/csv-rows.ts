import type { ByteSource } from '../bytes/byte-source.js';
import { joinBytes } from '../bytes/join-bytes.js';
import { openBytes } from '../bytes/open-bytes.js';
import { badCsv } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { type Dialect, dialectOf, guessDelimiter } from './dialect.js';
import { integerRows } from './integer-rows.js';
import type { LabelNames } from './label-names.js';
import { textRecords, textRows } from './text-rows.js';

/** Some rows of a CSV file. */
export interface CsvRows {
  readonly columns: number;
  /** Of the features, where there is a header. */
  readonly names?: readonly string[];
  /** Overwritten when the next rows are asked for. */
  readonly values: Uint8Array | Float64Array;
  /** Per row, a number of `LabelNames`. */
  readonly labels: Uint16Array;
  /** Every value is a whole number from 0 to 255. */
  readonly bytes: boolean;
  /** Bytes of text that the rows so far took, where that is counted. */
  readonly textBytes?: number;
}

const NEWLINE = 10;
/** One is read into, one is worked on; a line that two share is copied. */
const REUSED_BUFFERS = 3;
const SCRATCH_BYTES = 1024 * 1024;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/**
 * The rows of a CSV file in order: by the fast path as long as lines hold nothing but small whole numbers, and from the
 * first other line on by the general parser.
 */
export async function* csvRows(
  source: ByteSource,
  options: CsvReadOptions,
  names: LabelNames,
): AsyncGenerator<CsvRows, void> {
  const { path } = source;
  const pieces = wholeLines(path, withoutMark(path, openBytes(source, REUSED_BUFFERS)));
  try {
    yield* rowsOfPieces(path, pieces, options, names);
  } finally {
    await pieces.return(); // closes the file, wherever reading stopped
  }
}

async function* rowsOfPieces(
  path: string,
  pieces: AsyncGenerator<Uint8Array, void>,
  options: CsvReadOptions,
  names: LabelNames,
): AsyncGenerator<CsvRows, void> {
  const first = await pieces.next();
  if (first.done) throw badCsv(path, 1, undefined, 'the file is empty');
  const firstLine = lineOf(first.value);
  const delimiter = options.delimiter ?? guessDelimiter(firstLine);
  const dialect = dialectOf(path, await fieldsOf(path, first.value, firstLine, delimiter), delimiter, options);
  const skipped = dialect.header ? first.value.indexOf(NEWLINE) + 1 : 0;
  // A quoted header may hold line ends, so only a plain one is skipped here.
  const plainHeader = !dialect.header || (!firstLine.includes('"') && skipped > 0);

  const named = dialect.columns && { names: dialect.columns };
  let lines = plainHeader && dialect.header ? 1 : 0;
  let piece: Uint8Array | undefined = first.value.subarray(plainHeader ? skipped : 0);
  let fast = plainHeader && delimiter.length === 1;
  let textBytes = 0;
  const scratch = new Uint8Array(fast ? SCRATCH_BYTES : 0);
  while (piece && fast) {
    const read = integerRows(piece, dialect, scratch);
    const rows = read.labels.length;
    textBytes += read.consumed;
    if (rows > 0) {
      const labels = read.labels.map((number) => names.ofNumber(number));
      yield { columns: dialect.fields - 1, ...named, values: read.values, labels, bytes: true, textBytes };
    }
    lines += rows;
    fast = read.consumed === piece.length;
    piece = fast ? ((await pieces.next()).value ?? undefined) : piece.subarray(read.consumed);
  }
  if (piece === undefined) return;
  yield* slowRows(path, withFirst(piece, pieces), dialect, lines, plainHeader, options, names);
}

async function* slowRows(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  lines: number,
  afterHeader: boolean,
  options: CsvReadOptions,
  names: LabelNames,
): AsyncGenerator<CsvRows, void> {
  const records = textRecords(path, pieces, dialect.delimiter, lines);
  if (dialect.header && !afterHeader) await records.next();
  for await (const { values, labels, bytes } of textRows(path, records, dialect, options)) {
    yield {
      columns: dialect.fields - 1,
      ...(dialect.columns && { names: dialect.columns }),
      values,
      labels: Uint16Array.from(labels, (text) => names.ofText(text)),
      bytes,
    };
  }
}

/** Pieces that end at a line's end; the last one is completed. Only a line that two pieces share is copied. */
async function* wholeLines(path: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(NEWLINE) + 1;
    let start = 0;
    if (end > 0 && rest.length > 0) {
      start = piece.indexOf(NEWLINE) + 1;
      yield joinBytes([...rest, piece.subarray(0, start)]);
      rest = [];
      restBytes = 0;
    }
    if (end > start) yield piece.subarray(start, end);
    if (end < piece.length) rest.push(new Uint8Array(piece.subarray(end)));
    restBytes += piece.length - end;
    if (restBytes > MAX_LINE_BYTES)
      throw badCsv(path, 1, undefined, `more than ${MAX_LINE_BYTES} bytes without a line end`);
  }
  if (rest.length > 0) yield joinBytes([...rest, Uint8Array.of(NEWLINE)]);
}

/** Without the byte order mark of UTF-8; other encodings are refused. */
async function* withoutMark(path: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let first = true;
  for await (const piece of pieces) {
    if (first && ((piece[0] === 0xff && piece[1] === 0xfe) || (piece[0] === 0xfe && piece[1] === 0xff))) {
      throw badCsv(path, 1, 1, 'the text is UTF-16; save the file as UTF-8');
    }
    const marked = first && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
    yield marked ? piece.subarray(3) : piece;
    first = false;
  }
}

async function fieldsOf(path: string, piece: Uint8Array, firstLine: string, delimiter: string): Promise<string[]> {
  if (!/["\r]./.test(firstLine) && firstLine.trim() !== '') return firstLine.replace(/\r$/, '').split(delimiter);
  for await (const { fields } of textRecords(path, oneOf(piece.subarray(0, MAX_LINE_BYTES)), delimiter, 0))
    return fields;
  throw badCsv(path, 1, undefined, 'the file holds no record');
}

const lineOf = (piece: Uint8Array): string => {
  const end = piece.indexOf(NEWLINE);
  return new TextDecoder().decode(piece.subarray(0, end < 0 ? piece.length : end));
};

async function* oneOf(piece: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield piece;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (first.length > 0) yield first;
  yield* rest;
}
