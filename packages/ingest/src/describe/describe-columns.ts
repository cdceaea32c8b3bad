import { fileSource } from '../bytes/file-source.js';
import { type ColumnKind, ColumnScan } from '../csv/column-scan.js';
import { csvTable } from '../csv/csv-table.js';
import { existingFormat } from '../formats/existing-format.js';
import type { ReadOptions } from '../formats/open-rows.js';
import { tableOf } from '../formats/table-of.js';
import type { Table } from '../table/table.js';

/** What a column of a table holds. Plain JSON. */
export interface ColumnDescription {
  readonly name: string;
  /** `list` of so many numbers, or `other` for what is not read. Text, dates, lists of texts and other are not features. */
  readonly kind: ColumnKind | 'list' | 'other';
  readonly rows: number;
  readonly missing: number;
  /** How many different values there are; absent where they are more than a thousand or were not counted. */
  readonly distinct?: number;
  /** Of numbers. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The first few of categories; one of many texts; of what is not read, what it is. */
  readonly values?: readonly string[];
}

const SHOWN_VALUES = 6;

/**
 * The columns of a CSV, JSONL, Arrow or Parquet file with what was found in them. No label is needed.
 *
 * @returns undefined for files of other formats, which have no columns
 * @throws SelvedgeError as `readDataset` for files that are damaged
 */
export async function describeColumns(
  path: string,
  options: ReadOptions = {},
): Promise<readonly ColumnDescription[] | undefined> {
  const format = await existingFormat(path, options.format);
  const source = fileSource(path);
  if (format === 'csv') {
    const { names, scans } = await csvTable(source, options);
    return names.map((name, at) => described(name, scans[at]));
  }
  const table = await tableOf(path, format, options);
  return table && ofTable(table);
}

async function ofTable(table: Table): Promise<readonly ColumnDescription[]> {
  const scans = new Map<string, ColumnScan>();
  const others = new Map<string, { readonly kind: 'list' | 'other' | 'date'; readonly what: string }>();
  for await (const { columns } of table.batches()) {
    for (const column of columns) {
      const { name } = column;
      const scan = scans.get(name) ?? new ColumnScan();
      scans.set(name, scan);
      if ('unread' in column)
        others.set(name, { kind: /date/.test(column.unread) ? 'date' : 'other', what: column.unread });
      else if ('texts' in column) for (const text of column.texts) scan.add(text ?? '', 0);
      else if (column.width === 1) for (const value of column.numbers) scan.addNumber(value);
      else others.set(name, { kind: 'list', what: `${column.width} numbers` });
    }
  }
  const rows = [...scans.values()].reduce((most, scan) => Math.max(most, scan.rows), 0);
  return [...scans].map(([name, scan]) => {
    const other = others.get(name);
    return other ? { name, kind: other.kind, rows, missing: 0, values: [other.what] } : described(name, scan);
  });
}

function described(name: string, scan: ColumnScan): ColumnDescription {
  const { kind, rows, missing, distinct, min, max } = scan;
  return {
    name,
    kind,
    rows,
    missing,
    ...(distinct && { distinct: distinct.length }),
    ...(kind === 'number' && min <= max && { minimum: min, maximum: max }),
    ...(kind !== 'number' && { values: distinct?.slice(0, SHOWN_VALUES) ?? [scan.odd?.field.trim() ?? ''] }),
  };
}
