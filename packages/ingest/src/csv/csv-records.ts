import type { ByteSource } from '../bytes/byte-source.js';
import { openBytes } from '../bytes/open-bytes.js';
import { columnNames } from './column-names.js';
import { otherFields } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { afterBlankLines, fieldsOf, lineAt, linesOf } from './csv-pieces.js';
import { guessDelimiter, headerOf } from './dialect.js';
import { textRecords } from './text-rows.js';

export interface CsvRecord {
  readonly fields: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** The records of a file below its header, each with as many fields as there are names. */
export interface CsvRecords {
  /** Of the columns; their positions where there is no header. */
  readonly names: readonly string[];
  readonly isNamed: boolean;
  /** Names that are not those of the file. */
  readonly changed: readonly string[];
  readonly records: AsyncGenerator<CsvRecord, void>;
}

/** Opens a file of records. The generator has to be read, or returned, for the file to be closed. */
export async function csvRecords(source: ByteSource, options: CsvReadOptions): Promise<CsvRecords> {
  const { path } = source;
  const pieces = linesOf(path, openBytes(source));
  try {
    const { start, blankLines } = await afterBlankLines(path, pieces);
    const { text: firstLine } = lineAt(start);
    const delimiter = options.delimiter ?? guessDelimiter(firstLine, options.decimal);
    const first = await fieldsOf(path, start, firstLine, delimiter);
    const isNamed = headerOf(path, first, options);
    const { names, changed } = isNamed ? columnNames(first) : { names: first.map((_, at) => String(at)), changed: [] };
    return {
      names,
      isNamed,
      changed,
      records: recordsBelow(path, start, pieces, delimiter, blankLines, names, isNamed),
    };
  } catch (error) {
    await pieces.return();
    throw error;
  }
}

async function* recordsBelow(
  path: string,
  start: Uint8Array,
  pieces: AsyncGenerator<Uint8Array, void>,
  delimiter: string,
  blankLines: number,
  names: readonly string[],
  hasHeader: boolean,
): AsyncGenerator<CsvRecord, void> {
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield start;
    yield* pieces;
  }
  try {
    let isHeader = hasHeader;
    for await (const record of textRecords(path, all(), delimiter, blankLines)) {
      if (record.fields.length !== names.length) throw otherFields(path, record.line, record.fields, names.length);
      if (!isHeader) yield record;
      isHeader = false;
    }
  } finally {
    await pieces.return();
  }
}
