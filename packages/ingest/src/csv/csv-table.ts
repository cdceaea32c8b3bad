import { throwIfAborted } from '@selvedge/data/checks';
import type { ByteSource } from '../bytes/byte-source.js';
import type { CollectOptions } from '../rows/collect.js';
import { conventionalLabel } from '../rows/label-column.js';
import type { RowsSource } from '../rows/rows.js';
import { absentValues } from '../table/absent-values.js';
import type { Column, Table, TableBatch } from '../table/table.js';
import { tableRows } from '../table/table-rows.js';
import { ColumnScan } from './column-scan.js';
import { badCsv, shownField } from './csv-error.js';
import type { CsvReadOptions } from './csv-options.js';
import { type CsvRecord, csvRecords } from './csv-records.js';
import { INFINITE, isMissing, numberOf } from './number-of.js';

const ROWS_PER_BATCH_VALUES = 256 * 1024;

/** A CSV file as columns with what is known about each. */
export interface CsvTable extends Table {
  readonly names: readonly string[];
  readonly scans: readonly ColumnScan[];
  readonly rows: number;
}

/** How the step begins that tells of names that are not those of the file. */
export const NAMED_AS_PANDAS = 'columns named as pandas names them: ';

type Options = CsvReadOptions & CollectOptions;

/** Labelled rows of a CSV file by way of its columns: where some are left out, or are not numbers. */
export async function csvTableRows(source: ByteSource, options: Options, isLabelled = true): Promise<RowsSource> {
  return tableRows(await csvTable(source, options), { ...options, isLabelled });
}

/**
 * Opens a CSV file as columns. It is read once before, to see what each column holds.
 *
 * @throws SelvedgeError `corrupt-file`, `not-found`, `io`, `aborted`
 */
export async function csvTable(source: ByteSource, options: Options = {}): Promise<CsvTable> {
  const { path } = source;
  const isAbsent = absentFields(options);
  const opened = await csvRecords(source, options);
  const { names, isNamed, changed } = opened;
  const scans = names.map(() => new ColumnScan(isAbsent, options.decimal));
  let rows = 0;
  for await (const { fields, line } of opened.records) {
    if (++rows % 4096 === 0) throwIfAborted(options.signal, path);
    for (let at = 0; at < fields.length; at++) scans[at].add(fields[at], line);
  }
  if (rows === 0) throw badCsv(path, 1, undefined, 'the file holds no rows');
  if (isNamed && options.header === undefined) checkNames(path, names, scans);
  return {
    path,
    metadata: new Map(),
    named: isNamed,
    ...(changed.length > 0 && { steps: [`${NAMED_AS_PANDAS}${changed.join(', ')}`] }),
    names,
    scans,
    rows,
    batches: () => batches(source, options, names, scans, isAbsent),
  };
}

/**
 * A name that is a value of its own column, too, is a row's: a file of categories begins with a row, or two files with
 * headers were joined.
 */
function checkNames(path: string, names: readonly string[], scans: readonly ColumnScan[]): void {
  const label = conventionalLabel(names); // one of the classes may be called so
  const at = names.findIndex((name, column) => name !== '' && column !== label && scans[column].has(name));
  if (at < 0) return;
  const why =
    `${shownField(names[at])} stands in the first line and in others: names of columns, or a row? For a row pass header: ` +
    'false, and the position of the label (0 or last); for names pass header: true';
  throw badCsv(path, 1, at + 1, why);
}

/** Says of a field whether it has no value: as always, or by the texts that mean one here. */
function absentFields({ missing, decimal }: Pick<CsvReadOptions, 'missing' | 'decimal'>): (field: string) => boolean {
  if (!Array.isArray(missing)) return isMissing;
  const { texts, numbers } = absentValues(missing);
  const isNumber = (field: string): boolean => {
    const value = numbers.size > 0 ? numberOf(field, decimal) : undefined;
    return value !== undefined && numbers.has(value);
  };
  return (field) => isMissing(field) || texts.has(field.trim()) || isNumber(field);
}

async function* batches(
  source: ByteSource,
  options: Options,
  names: readonly string[],
  scans: readonly ColumnScan[],
  isAbsent: (field: string) => boolean,
): AsyncGenerator<TableBatch, void> {
  const size = Math.max(1, Math.floor(ROWS_PER_BATCH_VALUES / names.length));
  const { records } = await csvRecords(source, options);
  let rows: CsvRecord[] = [];
  const batch = (): TableBatch => ({
    rows: rows.length,
    columns: names.map((name, at) => columnOf(name, at, rows, scans[at], options, isAbsent)),
  });
  for await (const record of records) {
    rows.push(record);
    if (rows.length < size) continue;
    yield batch();
    rows = [];
  }
  if (rows.length > 0) yield batch();
}

function columnOf(
  name: string,
  at: number,
  records: readonly CsvRecord[],
  scan: ColumnScan,
  { decimal }: Options,
  isAbsent: (field: string) => boolean,
): Column {
  const written = records.map(({ fields }) => fields[at].trim());
  const { kind, undecoded } = scan;
  if (undecoded !== undefined)
    return { name, unread: `holds bytes that are not UTF-8 text (line ${undecoded}); save the file as UTF-8` };
  if (kind !== 'number' && kind !== 'boolean') {
    const present = written.map((field) => (isAbsent(field) ? null : field));
    return {
      name,
      texts: present,
      written,
      why: whyNot(name, at, scan),
      areDates: kind === 'date',
      areNumerals: scan.areNumerals,
      isMixed: scan.numbers > 0,
    };
  }
  const value = (field: string): number => {
    if (isAbsent(field)) return Number.NaN;
    return kind === 'boolean' ? Number(/true/i.test(field)) : (numberOf(field, decimal) as number);
  };
  const missing = written.reduce((sum, field) => sum + (isAbsent(field) ? 1 : 0), 0);
  const numbers = scan.isBytes ? Uint8Array.from(written, value) : Float64Array.from(written, value);
  return { name, numbers, width: 1, ...(missing > 0 && { missing }), written };
}

/** May be a number with commas between its thousands, or one with three decimals. */
const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(?:,\d{3})+\s*$/;

/** Why a column is not a feature, with the line to write. */
function whyNot(name: string, at: number, { odd, kind, numbers, present, distinct }: ColumnScan): string {
  if (odd && INFINITE.test(odd.field))
    return `line ${odd.line}, column ${at + 1}: ${shownField(odd.field)} is infinite, and features are finite numbers; pass missing: ['${odd.field.trim()}'] to read it as NaN, or leave the column out with drop: ${JSON.stringify(name)}`;
  const place = odd ? `line ${odd.line}, column ${at + 1}: ${shownField(odd.field)}` : `column ${at + 1}`;
  const left = `leave the column out with drop: ${JSON.stringify(name)}`;
  if (kind === 'date') return `${place} is a date, and features are numbers; ${left}`;
  if (odd && THOUSANDS.test(odd.field))
    return `${place} is not a number that float64 holds: write it without commas, pass decimal: ',' where they are decimal points, or ${left}`;
  if (odd && /^\s*[+-]?\d+,\d+\s*$/.test(odd.field))
    return `${place} is not a number that float64 holds (decimal notation, point as in 1.5); pass decimal: ',', or ${left}`;
  const amount =
    numbers > 0 ? `${numbers} of its ${present} values are numbers` : `it holds ${described(kind, distinct)}`;
  return `${place} is not a number that float64 holds (decimal notation, point as in 1.5); ${amount}: ${left}${numbers > 0 ? '' : ", or make columns of its categories with categories: 'one-hot'"}`;
}

const described = (kind: string, distinct: readonly string[] | undefined): string =>
  kind === 'category' && distinct
    ? `${distinct.length} categories (${distinct.slice(0, 4).map(shownField).join(', ')}${distinct.length > 4 ? ', ...' : ''})`
    : 'texts';
