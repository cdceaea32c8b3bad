import { didYouMean, SelvedgeError } from '@selvedge/data';
import { conventionalLabel, unnamedLabel } from '../rows/label-column.js';
import { columnsFor } from '../table/one-hot-columns.js';
import { columnNames } from './column-names.js';
import { badCsv, shownField } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { BOOLEAN, INFINITE, isMissing, numberOf } from './number-of.js';

/** What has to be known before the first row can be read. */
export interface Dialect {
  readonly delimiter: string;
  readonly header: boolean;
  /** Position of the label. */
  readonly label: number;
  /** Its name, or its position where there is no header. */
  readonly labelName: string;
  /** Fields per line, the label included. */
  readonly fields: number;
  /** Names of the features, where there is a header. */
  readonly columns?: readonly string[];
}

/** The file is not of the plain kind that the fast ways read; by its columns it can be read. */
export class NotPlain extends Error {}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * The delimiter that is most frequent in the first line, outside quotes.
 *
 * @param decimal - stands within numbers, and so between none
 */
export function guessDelimiter(firstLine: string, decimal = '.'): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const possible = DELIMITERS.filter((delimiter) => delimiter !== decimal);
  const counts = possible.map((delimiter) => bare.split(delimiter).length);
  return possible[counts.indexOf(Math.max(...counts))];
}

/**
 * @param first - the fields of the first record
 * @throws SelvedgeError `invalid-argument` when the label's column is not there; `corrupt-file` for a single column, a
 * header with a name that is not text, or a header in which no column is the label by its name and none was given
 */
export function dialectOf(path: string, first: readonly string[], delimiter: string, options: CsvReadOptions): Dialect {
  if (first.length < 2) {
    throw oneColumn(path, first[0], delimiter);
  }
  const given = options.label === 'last' && !first.includes('last') ? -1 : options.label;
  const header = headerOf(path, first, options);
  const { names, changed } = header ? columnNames(first) : { names: first, changed: [] };
  const label = labelPosition(path, names, header, given);
  if (header && (first[0] === '' || changed.length > 0)) throw new NotPlain();
  const columns = header && { columns: first.filter((_, at) => at !== label) };
  const labelName = header ? first[label] : String(label);
  return { delimiter, header, label, labelName, fields: first.length, ...columns };
}

/**
 * Whether the first record names the columns.
 *
 * @throws SelvedgeError `corrupt-file` for one with a name that is not text
 */
export function headerOf(path: string, first: readonly string[], options: CsvReadOptions): boolean {
  const given = options.label === 'last' && !first.includes('last') ? -1 : options.label;
  const { features = [], drop = [], id, weights } = options;
  const named = [features, drop, id ?? [], weights ?? []].flat();
  const asked = named.length > 0 || options.columns !== undefined;
  const names = asked ? columnNames(first).names : first;
  const isNamed =
    named.length > 0 && named.every((name) => names.includes(name)) && !named.every((name) => /^\d+$/.test(name));
  const isOfModel = options.columns !== undefined && columnsFor(options.columns, names).lacking.length === 0;
  const header =
    options.header ?? (typeof given === 'string' || isNamed || isOfModel || isHeader(first, given, options.decimal));
  if (header === undefined) throw mixedFirstLine(path, first);
  if (header) checkHeader(path, names);
  return header;
}

/**
 * Whether a first record names the columns: a field beside the label is neither a number nor true or false nor a sign of
 * none. Undefined where others are numbers: `39,Private,11,<=50K` is a row, and `country,1990,2000,gdp` names years.
 */
function isHeader(first: readonly string[], given: number | undefined, decimal?: string): boolean | undefined {
  const named = conventionalLabel(first);
  const label = given === undefined ? Math.max(0, named) : given < 0 ? first.length + given : given;
  const others = first.filter((field, at) => at !== label && !(at === 0 && field === ''));
  const isText = (field: string): boolean =>
    numberOf(field, decimal) === undefined && !isMissing(field) && !INFINITE.test(field) && !BOOLEAN.test(field);
  if (others.some(isText)) {
    const isKnown = given !== undefined || named >= 0;
    const numbers = (isKnown ? others : first).filter(
      (field) => numberOf(field, decimal) !== undefined || BOOLEAN.test(field),
    );
    // y is a name of the label, and a class beside n.
    const isLabel = label === named && first[label].trim().toLowerCase() !== 'y';
    const isPlain = numbers.length === 0 || isLabel || (numbers.length > 2 && isCounted(numbers));
    return isPlain ? true : undefined;
  }
  // Columns that are counted, as pandas names those of an array: label,0,1,2.
  return label === named && (first[label].trim().toLowerCase() === 'label' || isCounted(others));
}

const mixedFirstLine = (path: string, first: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: its first line has texts and numbers, ${first.slice(0, 6).join(', ')}${first.length > 6 ? ', ...' : ''}: names of columns, or a row? ` +
      'For a row pass header: false, and the position of the label (0 or last); for names pass header: true.',
  );

const isCounted = (names: readonly string[]): boolean =>
  [0, 1].some((start) => names.every((name, at) => name.trim() === String(start + at)));

function labelPosition(path: string, first: readonly string[], header: boolean, given?: string | number): number {
  if (typeof given === 'string') {
    const at = header ? first.indexOf(given) : -1;
    if (at < 0) throw noColumn(path, given, header ? first : []);
    return at;
  }
  if (given === undefined) {
    if (!header) throw headerless(path, first);
    const named = conventionalLabel(first);
    if (named < 0) throw unnamedLabel(path, first);
    return named;
  }
  const at = given < 0 ? first.length + given : given;
  if (Number.isInteger(at) && at >= 0 && at < first.length) return at;
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: label column ${given} of ${first.length} columns; need a position from 0 to ${first.length - 1}, 'last', or a name.`,
  );
}

/** Neither the first nor the last column is taken without being asked for. */
function headerless(path: string, first: readonly string[]): SelvedgeError {
  const shown = first.slice(0, 6).join(', ') + (first.length > 6 ? ', ...' : '');
  return new SelvedgeError(
    'corrupt-file',
    `${path}: it has no header, so the label is not known; its first line is ${shown} (${first.length} fields). ` +
      "Give the label's position, 0 or last: 'label: 0' under 'data' in a pipeline file, --label 0 on the command " +
      'line, { label: 0 } in code.',
  );
}

/** A name that is not text would hide that two differ. */
function checkHeader(path: string, names: readonly string[]): void {
  const at = names.findIndex((name) => name.includes('\uFFFD'));
  if (at >= 0)
    throw badCsv(path, 1, at + 1, `the name ${shownField(names[at])} is not UTF-8 text; save the file as UTF-8`);
}

/** With what may be the matter. */
function oneColumn(path: string, line: string, delimiter: string): SelvedgeError {
  const why = /^\s*[#%]/.test(line)
    ? `${shownField(line)}: a comment; delete lines of comments`
    : /\S {2,}\S/.test(line)
      ? `${shownField(line)}: columns with several blanks between them, which are not read; part them with commas (of pandas: pd.read_csv(file, sep=r'\\s+').to_csv('new.csv', index=False))`
      : `one column where a label and numbers are needed, and no delimiter ${delimiter === ',' ? 'of , ; | or tab' : `'${delimiter}'`}: ` +
        `${shownField(line)}; pass the delimiter${/\S[ ]\S/.test(line) ? ", as in delimiter: ' '" : ''}`;
  return badCsv(path, 1, undefined, why);
}

function noColumn(path: string, label: string, names: readonly string[]): SelvedgeError {
  const near = didYouMean(label, names);
  const known = names.length === 0 ? 'there is no header' : `columns are ${names.slice(0, 12).join(', ')}`;
  return new SelvedgeError(
    'invalid-argument',
    `${path}: no column named '${label}'${near ? `; did you mean '${near}'?` : `; ${known}.`}`,
  );
}
