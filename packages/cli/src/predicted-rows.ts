import type { Labels, Matrix } from '@selvedge/data';
import { SelvedgeError } from '@selvedge/data';
import { classOfLabel, lookalike } from '@selvedge/data/checks';
import { listed } from '@selvedge/data/text';

/** What a model predicts for rows. */
export interface PredictedTable {
  readonly classes: readonly string[];
  readonly predicted: Labels;
  /** Rows x classes. */
  readonly probabilities: Matrix<Float32Array>;
  /** What names each row, where a column does. */
  readonly ids?: readonly string[];
}

export const OUTPUT_FORMATS = ['csv', 'jsonl', 'json', 'parquet'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** What of the result is written. */
export interface ResultOptions {
  /** Labels of each row, the most probable first. Default 1. */
  readonly topK?: number;
  /** A column for each class; `json` has none. Default true. */
  readonly classColumns?: boolean;
}

/** A column of the result. */
interface ResultColumn {
  readonly name: string;
  readonly type: 'INT32' | 'STRING' | 'FLOAT';
  readonly of: (row: number) => string | number;
}

/**
 * Predictions as a table: `row`, `id` where rows have one, `label`, `probability`, with `topK` the next labels and theirs
 * (`label2`, `probability2`, ...), then a column for each class. Names that are taken get a `class ` before them.
 */
export function resultColumns(
  { classes, predicted, probabilities, ids }: PredictedTable,
  { topK = 1, classColumns = true }: ResultOptions = {},
): readonly ResultColumn[] {
  const share = (row: number, label: number): number => probabilities.values[row * probabilities.columns + label];
  const most = Math.min(topK, classes.length);
  const ranked = most > 1 ? Array.from(predicted, (first, row) => ranks(probabilities, row, { first, most })) : [];
  const own: ResultColumn[] = [
    { name: 'row', type: 'INT32', of: (row) => row },
    ...(ids ? [{ name: 'id', type: 'STRING', of: (row: number) => ids[row] } as const] : []),
    { name: 'label', type: 'STRING', of: (row) => classes[predicted[row]] },
    { name: 'probability', type: 'FLOAT', of: (row) => share(row, predicted[row]) },
    ...Array.from({ length: most - 1 }, (_, at): ResultColumn[] => [
      { name: `label${at + 2}`, type: 'STRING', of: (row) => classes[ranked[row][at + 1]] },
      { name: `probability${at + 2}`, type: 'FLOAT', of: (row) => share(row, ranked[row][at + 1]) },
    ]).flat(),
  ];
  if (!classColumns) return own;
  const taken = new Set(own.map(({ name }) => name));
  const others = new Set(classes);
  const nameOf = (name: string): string => {
    let free = name;
    while (taken.has(free) || (free !== name && others.has(free))) free = `class ${free}`;
    return free;
  };
  const shares = classes.map((name, label): ResultColumn => {
    return { name: nameOf(name), type: 'FLOAT', of: (row) => share(row, label) };
  });
  return [...own, ...shares];
}

/** Class numbers from the most probable on, the predicted one first. */
function ranks(
  { values, columns }: Matrix<Float32Array>,
  row: number,
  { first, most }: { readonly first: number; readonly most: number },
): readonly number[] {
  const shares = values.subarray(row * columns, (row + 1) * columns);
  const found: number[] = [];
  for (let label = 0; label < columns; label++) {
    const isFull = found.length === most - 1;
    if (label === first || (isFull && !(shares[label] > shares[found[most - 2]]))) continue;
    if (isFull) found.pop();
    const at = found.findIndex((other) => shares[label] > shares[other]);
    found.splice(at < 0 ? found.length : at, 0, label);
  }
  return [first, ...found];
}

/** Numbers in columns of classes beyond which neither the text of a file nor its columns fit in memory. */
const MOST_SHARES = 20_000_000;

/** @throws SelvedgeError `invalid-argument` with what to write instead */
function checkSize({ classes, predicted }: PredictedTable): void {
  const shares = classes.length * predicted.length;
  if (shares <= MOST_SHARES) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${predicted.length} rows with a column for each of ${classes.length} classes are ${shares} numbers, and at most ${MOST_SHARES} are written; ` +
      'pass --no-class-columns for the labels and their probabilities alone (--top-k N: of the N most probable), or predict fewer rows at once.',
  );
}

/**
 * The table as bytes of a file.
 *
 * @throws SelvedgeError `invalid-argument` where the columns of classes are too many numbers
 */
export async function encodeResult(
  table: PredictedTable,
  format: OutputFormat,
  options: ResultOptions = {},
): Promise<string | Uint8Array> {
  const classColumns = format !== 'json' && options.classColumns !== false;
  if (classColumns) checkSize(table);
  const columns = resultColumns(table, { ...options, classColumns });
  const rows = table.predicted.length;
  const each = <T>(made: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => made(row));
  if (format === 'parquet') return parquet(columns, each);
  if (format === 'csv') {
    const { csvField } = await import('@selvedge/ingest');
    const line = (cells: readonly (string | number)[]): string =>
      cells.map((cell) => (typeof cell === 'string' ? csvField(cell) : cell)).join(',');
    return [line(columns.map(({ name }) => name)), ...each((row) => line(columns.map(({ of }) => of(row)))), ''].join(
      '\n',
    );
  }
  const named = columns.slice(0, columns.length - (classColumns ? table.classes.length : 0));
  const record = (row: number): object => Object.fromEntries(named.map(({ name, of }) => [name, of(row)]));
  if (format === 'json') return `${JSON.stringify(each(record))}\n`;
  const shares = columns.slice(named.length);
  const whole = (row: number): string =>
    JSON.stringify({
      ...record(row),
      ...(classColumns && {
        probabilities: Object.fromEntries(table.classes.map((name, at) => [name, shares[at].of(row)])),
      }),
    });
  return [...each(whole), ''].join('\n');
}

async function parquet(
  columns: readonly ResultColumn[],
  each: <T>(made: (row: number) => T) => T[],
): Promise<Uint8Array> {
  const { parquetOfColumns } = await import('@selvedge/ingest');
  return parquetOfColumns(columns.map(({ name, type, of }) => ({ name, type, values: each(of) })));
}

/** The classes of rows as numbers of a model's classes. */
export function truthOf(truth: readonly string[], classes: readonly string[], what: string): Labels {
  const find = classOfLabel(classes);
  const unknown = [...new Set(truth)].filter((name) => find(name) === undefined);
  if (unknown.length === 0) return Uint16Array.from(truth, (name) => find(name) as number);
  throw new SelvedgeError(
    'shape-mismatch',
    `${what}: ${listed(unknown)} ${unknown.length === 1 ? 'is not a class' : 'are not classes'} of the model, which knows ${listed(classes)}.${lookalike(unknown, classes)} ` +
      'Leave these rows out, or name another column with --label.',
  );
}
