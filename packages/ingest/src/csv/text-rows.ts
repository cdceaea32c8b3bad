import { CsvError, parse, writtenPieces } from '#csv-parser';
import { badCsv, otherFields, shownField } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { type Dialect, NotPlain } from './dialect.js';
import { isMissing, numberOf } from './number-of.js';

/** Rows that were read by the general parser. */
export interface TextRows {
  /** Rows x (fields - 1). */
  readonly values: Float64Array;
  readonly labels: readonly string[];
  /** Every value is a whole number from 0 to 255. */
  readonly bytes: boolean;
}

/** A record beyond this is a file without line ends or with an open quote, not data. */
const MAX_RECORD_CHARACTERS = 64 * 1024 * 1024;
/** Few enough that records are dropped while they are young: 1.1 times as fast as a megabyte. */
const WRITTEN_BYTES = 64 * 1024;
const ROWS_PER_BATCH_VALUES = 256 * 1024;

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** Records as texts, by the well-kept parser: quotes, escapes, every kind of line end. */
export async function* textRecords(
  path: string,
  pieces: AsyncIterable<Uint8Array>,
  delimiter: string,
  linesBefore: number,
): AsyncGenerator<{ readonly fields: string[]; readonly line: number }, void> {
  const parser = parse({
    delimiter,
    info: true,
    // Named, because the parser would go by the first that it meets: files mix them, and Macs wrote the last alone.
    record_delimiter: ['\n', '\r\n', '\r'],
    relax_column_count: true, // counted by us, so that the error is ours
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  const written = writtenPieces();
  let found: ParsedRecord[] = [];
  let failure: unknown;
  let proceed = (): void => undefined;
  // By callbacks and not as a stream that is iterated: a promise for every piece, and none for every record.
  parser.on('data', (parsed: ParsedRecord) => {
    if (parsed.record.length > 1 || parsed.record[0].trim() !== '') found.push(parsed); // a line of blanks is blank
  });
  parser.once('error', (error) => {
    failure ??= error;
    proceed(); // in browsers nothing else is called after it
  });
  /** Waits for what is begun, and gives the records that came of it. */
  const recordsOf = async (begin: (end: () => void) => void): Promise<readonly ParsedRecord[]> => {
    await new Promise<void>((resolve) => {
      proceed = resolve;
      begin(resolve);
    });
    const records = found;
    found = [];
    return records;
  };
  const lined = ({ record, info }: ParsedRecord) => ({ fields: record, line: linesBefore + info.lines });
  try {
    for await (const piece of pieces) {
      for (let start = 0; start < piece.length; start += WRITTEN_BYTES) {
        const text = written(piece.subarray(start, start + WRITTEN_BYTES));
        for (const record of await recordsOf((end) => parser.write(text, end))) yield lined(record);
        if (failure) throw failure;
      }
    }
    const last = await recordsOf((end) => parser.once('end', end).once('close', end).end());
    for (const record of last) yield lined(record);
    if (failure) throw failure;
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { code, lines, column, message } = cause as CsvError & { lines?: number; column?: number | string };
    const position = typeof column === 'number' ? column + 1 : undefined;
    throw badCsv(
      path,
      linesBefore + (lines ?? 1),
      position,
      `not proper CSV: ${withLines(firstSentence(message), linesBefore)}${HINTS[code ?? ''] ?? ''}`,
      cause,
    );
  } finally {
    // The streams that csv-parse brings to browsers have no such method, and nothing to give back.
    (parser as Partial<typeof parser>).destroy?.();
  }
}

/** Rows of numbers from records. */
export async function* textRows(
  path: string,
  records: AsyncIterable<{ readonly fields: string[]; readonly line: number }>,
  { fields: count, label }: Dialect,
  options: CsvReadOptions,
): AsyncGenerator<TextRows, void> {
  const columns = count - 1;
  const capacity = Math.max(1, Math.floor(ROWS_PER_BATCH_VALUES / columns));
  let values = new Float64Array(capacity * columns);
  let labels: string[] = [];
  let bytes = true;
  for await (const { fields, line } of records) {
    if (fields.length !== count) throw otherFields(path, line, fields, count);
    let target = labels.length * columns;
    for (let at = 0; at < count; at++) {
      if (at === label) continue;
      const value = fieldNumber(path, fields[at], line, at, options);
      values[target++] = value;
      if (bytes && !(value >= 0 && value <= 255 && Number.isInteger(value) && !Object.is(value, -0))) bytes = false;
    }
    labels.push(labelText(path, fields[label], line, label));
    if (labels.length === capacity) {
      yield { values, labels, bytes };
      values = new Float64Array(capacity * columns);
      labels = [];
      bytes = true;
    }
  }
  if (labels.length > 0) yield { values: values.subarray(0, labels.length * columns), labels, bytes };
}

function fieldNumber(path: string, field: string, line: number, at: number, { missing }: CsvReadOptions): number {
  const value = numberOf(field);
  if (value !== undefined) return value;
  if (isMissing(field)) {
    if (missing === 'nan') return Number.NaN;
    throw badCsv(
      path,
      line,
      at + 1,
      `${shownField(field)} where a number is needed; pass missing: 'nan' to read it as NaN`,
    );
  }
  throw new NotPlain();
}

function labelText(path: string, field: string, line: number, at: number): string {
  const text = field.trim();
  if (text === '') throw badCsv(path, line, at + 1, 'an empty label');
  if (text.includes('\uFFFD') || text.includes('\0')) {
    throw badCsv(path, line, at + 1, `label ${shownField(text)} is not UTF-8 text; save the file as UTF-8`);
  }
  return text;
}

const QUOTE = '; a field with quotes in it stands in quotes, and its own are doubled: "5"" pipe"';
/** What to do, by the parser's code. */
const HINTS: Readonly<Record<string, string>> = {
  INVALID_OPENING_QUOTE: QUOTE,
  CSV_INVALID_CLOSING_QUOTE: QUOTE,
};

const firstSentence = (message: string): string => message.split('\n')[0].slice(0, 200);

/** The parser counts lines from where it began. */
const withLines = (message: string, linesBefore: number): string =>
  message.replace(/\bat line (\d+)/g, (_, line) => `at line ${Number(line) + linesBefore}`);
