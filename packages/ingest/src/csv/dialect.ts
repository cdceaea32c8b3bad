import { didYouMean, SelvedgeError } from '@selvedge/data';
import { badCsv } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { numberOf } from './number-of.js';

/** What has to be known before the first row can be read. */
export interface Dialect {
  readonly delimiter: string;
  readonly header: boolean;
  /** Position of the label. */
  readonly label: number;
  /** Fields per line, the label included. */
  readonly fields: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
const LABEL_NAMES = ['label', 'class', 'target', 'y'];

/** The delimiter that is most frequent in the first line, outside quotes. */
export function guessDelimiter(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/**
 * @param first - the fields of the first record
 * @throws SelvedgeError `invalid-argument` when the label's column is not there; `corrupt-file` for a single column or
 * a header with an empty or repeated name
 */
export function dialectOf(path: string, first: readonly string[], delimiter: string, options: CsvReadOptions): Dialect {
  if (first.length < 2) {
    throw badCsv(
      path,
      1,
      undefined,
      `one column where a label and numbers are needed; is the delimiter '${delimiter}'`,
    );
  }
  const named = typeof options.label === 'string';
  const guessed = named ? -1 : labelPosition(first, options.label);
  const numeric = first.every((field, at) => at === guessed || numberOf(field) !== undefined || field.trim() === '');
  const header = options.header ?? (named || !numeric);
  if (header) checkHeader(path, first);
  if (!named)
    return { delimiter, header, label: labelPosition(header ? first : [], options.label, first), fields: first.length };
  const label = first.indexOf(options.label as string);
  if (!header || label < 0) throw noColumn(path, options.label as string, header ? first : []);
  return { delimiter, header, label, fields: first.length };
}

function labelPosition(names: readonly string[], given: string | number | undefined, first = names): number {
  if (typeof given === 'number') {
    const at = given < 0 ? first.length + given : given;
    if (Number.isInteger(at) && at >= 0 && at < first.length) return at;
    throw new SelvedgeError(
      'invalid-argument',
      `CSV: label column ${given} of ${first.length} columns; need a position from 0 to ${first.length - 1}, or a name.`,
    );
  }
  const known = names.findIndex((name) => LABEL_NAMES.includes(name.trim().toLowerCase()));
  return Math.max(0, known);
}

function checkHeader(path: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const [at, name] of names.entries()) {
    if (name.trim() === '') throw badCsv(path, 1, at + 1, 'a column without a name; name it, or pass header: false');
    if (seen.has(name)) throw badCsv(path, 1, at + 1, `a second column named '${name}'; names must differ`);
    seen.add(name);
  }
}

function noColumn(path: string, label: string, names: readonly string[]): SelvedgeError {
  const near = didYouMean(label, names);
  const known = names.length === 0 ? 'there is no header' : `columns are ${names.slice(0, 12).join(', ')}`;
  return new SelvedgeError(
    'invalid-argument',
    `${path}: no column named '${label}'${near ? `; did you mean '${near}'?` : `; ${known}.`}`,
  );
}
