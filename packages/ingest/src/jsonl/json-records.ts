import type { SelvedgeError } from '@selvedge/data';
import type { ByteSource } from '../bytes/byte-source.js';
import { openBytes } from '../bytes/open-bytes.js';
import { badCsv, shownField } from '../csv/csv-error.js';
import { linesOf } from '../csv/csv-pieces.js';

/** A line of a file, as JSON has it: a value of each name, in the order of the line. */
export interface JsonRecord {
  readonly values: ReadonlyMap<string, unknown>;
  /** From 1. */
  readonly line: number;
}

/**
 * The objects of a file, one a line; blank lines are passed over.
 *
 * @throws SelvedgeError `corrupt-file` with the line for anything else, and for whole numbers that float64 does not hold
 */
export async function* jsonRecords(source: ByteSource): AsyncGenerator<JsonRecord, void> {
  const { path } = source;
  const pieces = linesOf(path, openBytes(source));
  let line = 0;
  try {
    for await (const piece of pieces) {
      const lines = textOf(path, piece, line).split('\n');
      if (lines.at(-1) === '') lines.pop();
      for (const text of lines) {
        line++;
        if (text.trim() !== '') yield { values: recordOf(path, text, line), line };
      }
    }
  } finally {
    await pieces.return(); // closes the file, wherever reading stopped
  }
}

function textOf(path: string, piece: Uint8Array, lines: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(piece);
  } catch (cause) {
    throw badCsv(
      path,
      lines + 1,
      undefined,
      'it, or a line after it, is not UTF-8 text; save the file as UTF-8',
      cause,
    );
  }
}

function recordOf(path: string, text: string, line: number): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const hint = /\b(?:NaN|-?Infinity)\b/.test(text) ? '; JSON has no NaN and no Infinity, write null' : '';
    throw badCsv(path, line, undefined, `${shownField(text.trim())} is not JSON${hint}`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw noObject(path, text, line);
  const values = new Map(Object.entries(value));
  for (const [name, each] of values) {
    if (typeof each === 'number') checkNumber(path, { name, value: each, text, line });
    else if (Array.isArray(each) && each.length > 0 && each.every((item) => typeof item === 'number'))
      for (const item of each) checkNumber(path, { name, value: item, text, line });
  }
  return values;
}

/** A whole number of so many digits that it may not be the one that was written. */
const LONG = /(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

function checkNumber(
  path: string,
  { name, value, text, line }: { name: string; value: number; text: string; line: number },
): void {
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return;
  const changed = Number.isFinite(value)
    ? text.match(LONG)?.find((digits) => Number(digits) === value && BigInt(digits) !== BigInt(value))
    : 'a number of it';
  if (changed === undefined) return;
  throw badCsv(
    path,
    line,
    undefined,
    `${changed} in '${name}' is not a number that float64 holds; write it as a text, in quotes, or leave the column out with drop: ${JSON.stringify(name)}`,
  );
}

function noObject(path: string, text: string, line: number): SelvedgeError {
  const isList = text.trim().startsWith('[');
  const hint =
    isList && line === 1 ? "; a file of one list has to be written as lines, as pandas' to_json(lines=True) does" : '';
  return badCsv(
    path,
    line,
    undefined,
    `${shownField(text.trim())} is not an object, as in {"age": 30, "label": "a"}${hint}`,
  );
}
