import { type Numbers, SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import { FileWriter } from '../bytes/file-writer.js';
import type { RowsBatch, RowsInfo, RowsSink } from '../rows/rows.js';
import type { CsvWriteOptions } from './csv-options.js';

const NEWLINE = 10;

/** Opens a CSV file for writing: the label, then the numbers, one row a line, `\n` at the end of each. */
export async function csvSink(path: string, info: RowsInfo, options: CsvWriteOptions = {}): Promise<RowsSink> {
  const { delimiter = ',', header = true, labels = defaultLabels(info) } = options;
  if (delimiter.length !== 1 || /["\r\n\d.+\-eE]/.test(delimiter) || delimiter.charCodeAt(0) > 127)
    throw badDelimiter(delimiter);
  const shown = info.classes.map((name, at) => csvField(labels === 'names' ? name : String(at), delimiter) + delimiter);
  const lines = byteLines(shown, delimiter);
  const file = await FileWriter.create(path);
  if (header) {
    const names = ['label', ...columnNames(info)].map((name) => csvField(name, delimiter));
    await file.write(Buffer.from(`${names.join(delimiter)}\n`));
  }
  return {
    write: (batch) =>
      file.write(batch.features.values instanceof Uint8Array ? lines(batch) : textLines(batch, shown, delimiter)),
    close: () => file.close(),
    abort: () => file.abort(),
  };
}

/** A label column is found by its name, so that no feature may have a name that comes before it. */
function columnNames({ name, shape, columns }: RowsInfo): readonly string[] {
  const word = shape.length === 3 ? 'pixel' : 'feature';
  const names = columns ?? Array.from({ length: numbersIn(shape) }, (_, at) => `${word}${at + 1}`);
  const clash = names.find((each) => each.trim().toLowerCase() === 'label');
  if (clash === undefined) return names;
  throw new SelvedgeError(
    'invalid-argument',
    `${name}: a feature is named '${clash}', which in the file would be taken for the label. Rename it, or write header: false.`,
  );
}

type Lines = (batch: RowsBatch) => Uint8Array;

/** Bytes by table: per value its digits and the delimiter, as one 32-bit write. What it returns lasts until the next call. */
function byteLines(shown: readonly string[], delimiter: string): Lines {
  const words = new Uint32Array(256);
  const lengths = new Uint8Array(256);
  for (let value = 0; value < 256; value++) {
    const text = Buffer.from(`${value}${delimiter}`);
    lengths[value] = text.length;
    words[value] = Buffer.concat([text, Buffer.alloc(4)]).readUInt32LE(0);
  }
  const starts = shown.map((text) => Buffer.from(text));
  const longest = starts.reduce((most, start) => Math.max(most, start.length), 0);
  let bytes = Buffer.alloc(0);
  return ({ features, labels }) => {
    const { values, rows, columns } = features;
    const most = rows * (longest + 4 * columns) + 4;
    if (bytes.length < most) bytes = Buffer.allocUnsafeSlow(most);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    for (let row = 0; row < rows; row++) {
      at += starts[labels[row]].copy(bytes, at);
      const end = (row + 1) * columns;
      for (let from = row * columns; from < end; from++) {
        const value = values[from];
        view.setUint32(at, words[value], true);
        at += lengths[value];
      }
      bytes[at - 1] = NEWLINE; // over the last delimiter
    }
    return bytes.subarray(0, at);
  };
}

function textLines({ features, labels }: RowsBatch, shown: readonly string[], delimiter: string): Uint8Array {
  const { values, rows, columns } = features;
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    lines.push(`${shown[labels[row]]}${joined(values.subarray(row * columns, (row + 1) * columns), delimiter)}\n`);
  }
  return Buffer.from(lines.join(''));
}

/** Written out, a large number would be a whole number of digits that float64 does not hold, and no reader's. */
function joined(row: Numbers, delimiter: string): string {
  let isLarge = false;
  for (let at = 0; at < row.length; at++) isLarge ||= Math.abs(row[at]) > Number.MAX_SAFE_INTEGER;
  if (!isLarge) return row.join(delimiter);
  const text = (value: number): string =>
    Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
  return Array.from(row, text).join(delimiter);
}

/** A text as a field of CSV (RFC 4180): in quotes where it holds a delimiter, a quote, a line end or blanks at its ends. */
export function csvField(field: string, delimiter = ','): string {
  const plain = !field.includes(delimiter) && !/["\r\n]|^\s|\s$/.test(field);
  return plain ? field : `"${field.replaceAll('"', '""')}"`;
}

const badDelimiter = (delimiter: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `CSV: delimiter ${JSON.stringify(delimiter)}; need one ASCII character that cannot be part of a number, for instance , ; or a tab.`,
  );

/** Class numbers for images, unless a class is named by the number of another: a reader would take it for that one. */
const defaultLabels = ({ shape, classes }: RowsInfo): 'numbers' | 'names' =>
  shape.length === 3 && classes.every((name, at) => !/^\d+$/.test(name) || name === String(at)) ? 'numbers' : 'names';
