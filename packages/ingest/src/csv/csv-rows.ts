import type { ByteSource } from '../bytes/byte-source.js';
import { openBytes } from '../bytes/open-bytes.js';
import type { CsvReadOptions } from './csv-options.js';
import { afterBlankLines, fieldsOf, lineAt, linesOf } from './csv-pieces.js';
import { type Dialect, dialectOf, guessDelimiter } from './dialect.js';
import { integerRows } from './integer-rows.js';
import type { LabelNames } from './label-names.js';
import { isPlainDelimiter, NumberRows } from './number-rows.js';
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

/** One is read into, one is worked on; a line that two share is copied. */
const REUSED_BUFFERS = 3;
const SCRATCH_BYTES = 1024 * 1024;

/**
 * The rows of a CSV file in order: as whole numbers from 0 to 255, from the first line that holds others on as decimal
 * numbers, both straight from bytes, and from the first line that is none of these on by the general parser.
 */
export async function* csvRows(
  source: ByteSource,
  options: CsvReadOptions,
  names: LabelNames,
): AsyncGenerator<CsvRows, void> {
  const { path } = source;
  const pieces = linesOf(path, openBytes(source, REUSED_BUFFERS));
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
  const { start, blankLines } = await afterBlankLines(path, pieces);
  const { text: firstLine, next } = lineAt(start);
  const delimiter = options.delimiter ?? guessDelimiter(firstLine, options.decimal);
  const dialect = dialectOf(path, await fieldsOf(path, start, firstLine, delimiter), delimiter, options);
  names.column = dialect.labelName;
  // A quoted header may hold line ends, so only a plain one is skipped here.
  const plainHeader = !dialect.header || !firstLine.includes('"');

  const named = dialect.columns && { names: dialect.columns };
  let lines = blankLines + (plainHeader && dialect.header ? 1 : 0);
  let piece: Uint8Array | undefined = start.subarray(plainHeader && dialect.header ? next : 0);
  let fast = plainHeader && delimiter.length === 1;
  let textBytes = 0;
  const scratch = new Uint8Array(fast ? SCRATCH_BYTES : 0);
  const numbers = fast && isPlainDelimiter(delimiter) ? new NumberRows(dialect, options, names) : undefined;
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
  for (let isOdd = false; piece && numbers && !isOdd; ) {
    const read = numbers.read(piece, 0);
    textBytes += read.end;
    if (read.labels.length > 0) yield { columns: dialect.fields - 1, ...named, ...read, textBytes };
    lines += read.lines;
    isOdd = read.isOdd;
    piece = isOdd || read.end < piece.length ? piece.subarray(read.end) : ((await pieces.next()).value ?? undefined);
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

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (first.length > 0) yield first;
  yield* rest;
}
