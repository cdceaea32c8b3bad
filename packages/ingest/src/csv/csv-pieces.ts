import { SelvedgeError } from '@selvedge/data';
import { joinBytes } from '../bytes/join-bytes.js';
import { badCsv } from './csv-error.js';
import { checkText } from './other-kinds.js';
import { textRecords } from './text-rows.js';

const NEWLINE = 10;
const RETURN = 13;
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** The pieces of a file, cut where lines end, without a byte order mark. */
export const linesOf = (path: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> =>
  wholeLines(path, withoutMark(path, pieces));

/** The first piece from its first line that is not blank on. */
export async function afterBlankLines(
  path: string,
  pieces: AsyncGenerator<Uint8Array, void>,
): Promise<{ readonly start: Uint8Array; readonly blankLines: number }> {
  let blankLines = 0;
  for (let { done, value } = await pieces.next(); !done && value; { done, value } = await pieces.next()) {
    for (let at = 0; at < value.length; blankLines++) {
      const { text, next } = lineAt(value, at);
      if (/^sep=.?$/i.test(text.trim())) throw separatorLine(path, text.trim());
      if (text.trim() !== '') return { start: value.subarray(at), blankLines };
      at = next;
    }
  }
  throw badCsv(path, 1, undefined, blankLines === 0 ? 'the file is empty' : 'the file holds no record');
}

/** What Excel writes, and takes for no row. */
const separatorLine = (path: string, line: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: its first line is ${line}, a note for Excel. Delete the line, and pass delimiter: '${line.slice(4) || ','}' if it is not found.`,
  );

/** Pieces that end at a line's end; the last one is completed. Only a line that two pieces share is copied. */
async function* wholeLines(path: string, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  for await (const piece of pieces) {
    let separator = NEWLINE;
    let end = piece.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      separator = RETURN; // one at the piece's end may be the first half of a line end
      end = piece.lastIndexOf(RETURN, -2) + 1;
    }
    let start = 0;
    if (end > 0 && rest.length > 0) {
      start = piece.indexOf(separator) + 1;
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
    if (first) checkText(path, piece);
    const marked = first && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf;
    yield marked ? piece.subarray(3) : piece;
    first = false;
  }
}

/** The fields of the first record. */
export async function fieldsOf(
  path: string,
  piece: Uint8Array,
  firstLine: string,
  delimiter: string,
): Promise<string[]> {
  if (!firstLine.includes('"')) return firstLine.split(delimiter);
  for await (const { fields } of textRecords(path, oneOf(piece.subarray(0, MAX_LINE_BYTES)), delimiter, 0))
    return fields;
  throw badCsv(path, 1, undefined, 'the file holds no record');
}

/** The line that begins at a place, without its end, and where the next one begins. */
export function lineAt(piece: Uint8Array, start = 0): { readonly text: string; readonly next: number } {
  let end = start;
  while (end < piece.length && piece[end] !== NEWLINE && piece[end] !== RETURN) end++;
  const next = end + (piece[end] === RETURN && piece[end + 1] === NEWLINE ? 2 : 1);
  return { text: new TextDecoder().decode(piece.subarray(start, end)), next: Math.min(next, piece.length) };
}

async function* oneOf(piece: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield piece;
}
