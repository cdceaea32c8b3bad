import type { CsvReadOptions } from './csv-options.js';
import { DecimalReader } from './decimal-reader.js';
import type { Dialect } from './dialect.js';
import type { LabelNames } from './label-names.js';
import { isMissing, numberOf } from './number-of.js';

/** Rows of numbers that were read without texts. */
export interface NumberRowsRead {
  /** Rows x (fields - 1). Overwritten by the next read. */
  readonly values: Float64Array;
  /** Per row, a number of `LabelNames`. */
  readonly labels: Uint16Array;
  /** Every value is a whole number from 0 to 255. */
  readonly bytes: boolean;
  /** Lines that they took, blank ones included. */
  readonly lines: number;
  /** Where reading stopped. */
  readonly end: number;
  /** The line that begins there is for the parser, which also knows what to say about it. */
  readonly isOdd: boolean;
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const ZERO = 48;
const ASCII = 128;
/** Half of a second-level cache. */
const SCRATCH_VALUES = 64 * 1024;
/** Characters of numbers, quotes and line ends. */
const TAKEN = /[\d+\-.eE"\r\n]/;

/** Whether a byte alone shows where a field ends. */
export const isPlainDelimiter = (delimiter: string): boolean =>
  delimiter.length === 1 && delimiter.charCodeAt(0) < ASCII && !TAKEN.test(delimiter);

/**
 * Reads lines of numbers and a label straight from bytes, in quotes or not, and stops before the first line that holds
 * anything else. Fields mean what they mean to the parser: those that `DecimalReader` leaves are read by `numberOf` and
 * `isMissing` here, too.
 */
export class NumberRows {
  readonly #dialect: Dialect;
  readonly #separator: number;
  readonly #names: LabelNames;
  readonly #areMissingRead: boolean;
  readonly #numbers = new DecimalReader();
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #values: Float64Array;
  readonly #labels: Uint16Array;
  /** Where the field that was read last ends. */
  #end = 0;

  constructor(dialect: Dialect, { missing }: CsvReadOptions, names: LabelNames) {
    const columns = dialect.fields - 1;
    const capacity = Math.max(1, Math.floor(SCRATCH_VALUES / columns));
    this.#dialect = dialect;
    this.#separator = dialect.delimiter.charCodeAt(0);
    this.#names = names;
    this.#areMissingRead = missing === 'nan';
    this.#values = new Float64Array(capacity * columns);
    this.#labels = new Uint16Array(capacity);
  }

  /** @param bytes - whole lines, each with its end, from `start` on */
  read(bytes: Uint8Array, start: number): NumberRowsRead {
    const columns = this.#dialect.fields - 1;
    const values = this.#values;
    let areBytes = true;
    let isOdd = false;
    let rows = 0;
    let lines = 0;
    let end = start;
    for (; end < bytes.length && rows < this.#labels.length; lines++) {
      const blank = this.#afterBlanks(bytes, end);
      const isBlank = isLineEnd(bytes[blank]);
      const next = isBlank ? blank : this.#line(bytes, end, rows);
      isOdd = next < 0;
      if (isOdd) break;
      end = next + (bytes[next] === RETURN && bytes[next + 1] === NEWLINE ? 2 : 1);
      if (isBlank) continue;
      areBytes &&= everyByte(values, rows * columns, (rows + 1) * columns);
      rows++;
    }
    return {
      values: values.subarray(0, rows * columns),
      labels: this.#labels.subarray(0, rows),
      bytes: areBytes,
      lines,
      end,
      isOdd,
    };
  }

  /** @returns where the line ends, or -1 for one that is for the parser */
  #line(bytes: Uint8Array, start: number, row: number): number {
    const { fields, label } = this.#dialect;
    const separator = this.#separator;
    const numbers = this.#numbers;
    const values = this.#values;
    let target = row * (fields - 1);
    let at = start;
    for (let field = 0; field < fields; field++) {
      if (field === label) {
        const id = this.#label(bytes, at);
        if (id < 0) return -1;
        this.#labels[row] = id;
        at = this.#end;
      } else {
        while (bytes[at] === SPACE && separator !== SPACE) at++;
        const value = numbers.read(bytes, at);
        const next = bytes[numbers.end];
        if (!Number.isNaN(value) && (next === separator || isLineEnd(next))) {
          values[target++] = value;
          at = numbers.end;
        } else {
          const text = this.#text(bytes, at);
          const unusual = text === undefined ? undefined : this.#unusual(text);
          if (unusual === undefined) return -1;
          values[target++] = unusual;
          at = this.#end;
        }
      }
      if (field < fields - 1 && bytes[at++] !== separator) return -1;
    }
    return isLineEnd(bytes[at]) ? at : -1;
  }

  #unusual(text: string): number | undefined {
    const value = numberOf(text);
    return value === undefined && this.#areMissingRead && isMissing(text) ? Number.NaN : value;
  }

  /** @returns the number of the label's name, or -1 */
  #label(bytes: Uint8Array, start: number): number {
    const digit = bytes[start] - ZERO;
    if (digit >= 0 && digit <= 9 && (bytes[start + 1] === this.#separator || isLineEnd(bytes[start + 1]))) {
      this.#end = start + 1;
      return this.#names.ofNumber(digit);
    }
    const text = this.#text(bytes, start)?.trim();
    return text === undefined || text === '' || text.includes('\uFFFD') || text.includes('\0')
      ? -1
      : this.#names.ofText(text);
  }

  /** A field without its quotes; undefined where quotes, or a line end in them, are for the parser. */
  #text(bytes: Uint8Array, start: number): string | undefined {
    const separator = this.#separator;
    const isQuoted = bytes[start] === QUOTE;
    const first = isQuoted ? start + 1 : start;
    let end = first;
    while (bytes[end] !== QUOTE && !isLineEnd(bytes[end]) && (isQuoted || bytes[end] !== separator)) end++;
    if (isQuoted !== (bytes[end] === QUOTE)) return undefined;
    this.#end = isQuoted ? end + 1 : end;
    if (isQuoted && bytes[this.#end] !== separator && !isLineEnd(bytes[this.#end])) return undefined;
    return this.#decoder.decode(bytes.subarray(first, end));
  }

  #afterBlanks(bytes: Uint8Array, start: number): number {
    let at = start;
    while ((bytes[at] === SPACE || bytes[at] === TAB) && bytes[at] !== this.#separator) at++;
    return at;
  }
}

const isLineEnd = (byte: number): boolean => byte === NEWLINE || byte === RETURN;

function everyByte(values: Float64Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const value = values[at];
    if (!(value >= 0 && value <= 255 && Number.isInteger(value) && !Object.is(value, -0))) return false;
  }
  return true;
}
