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
export function resultColumns(table: PredictedTable, topK = 1): readonly ResultColumn[] {
  const { classes, predicted, probabilities, ids } = table;
  const share = (row: number, label: number): number => probabilities.values[row * probabilities.columns + label];
  const ranked = (row: number): number[] => ranks(probabilities, row, predicted[row]);
  const own: ResultColumn[] = [
    { name: 'row', type: 'INT32', of: (row) => row },
    ...(ids ? [{ name: 'id', type: 'STRING', of: (row: number) => ids[row] } as const] : []),
    { name: 'label', type: 'STRING', of: (row) => classes[predicted[row]] },
    { name: 'probability', type: 'FLOAT', of: (row) => share(row, predicted[row]) },
    ...Array.from({ length: Math.min(topK, classes.length) - 1 }, (_, at): ResultColumn[] => [
      { name: `label${at + 2}`, type: 'STRING', of: (row) => classes[ranked(row)[at + 1]] },
      { name: `probability${at + 2}`, type: 'FLOAT', of: (row) => share(row, ranked(row)[at + 1]) },
    ]).flat(),
  ];
  const taken = new Set(own.map(({ name }) => name));
  const shares = classes.map((name, label): ResultColumn => {
    return { name: taken.has(name) ? `class ${name}` : name, type: 'FLOAT', of: (row) => share(row, label) };
  });
  return [...own, ...shares];
}

/** Class numbers from the most probable on, the predicted one first. */
function ranks({ values, columns }: Matrix<Float32Array>, row: number, first: number): number[] {
  const shares = values.subarray(row * columns, (row + 1) * columns);
  const order = Array.from({ length: columns }, (_, at) => at).sort((a, b) => shares[b] - shares[a] || a - b);
  return [first, ...order.filter((label) => label !== first)];
}

/** The table as bytes of a file. */
export async function encodeResult(
  table: PredictedTable,
  format: OutputFormat,
  topK: number,
): Promise<string | Uint8Array> {
  const columns = resultColumns(table, topK);
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
  const named = columns.slice(0, columns.length - table.classes.length);
  const record = (row: number): object => Object.fromEntries(named.map(({ name, of }) => [name, of(row)]));
  if (format === 'json') return `${JSON.stringify(each(record))}\n`;
  const shares = columns.slice(named.length);
  const whole = (row: number): string =>
    JSON.stringify({
      ...record(row),
      probabilities: Object.fromEntries(table.classes.map((name, at) => [name, shares[at].of(row)])),
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
