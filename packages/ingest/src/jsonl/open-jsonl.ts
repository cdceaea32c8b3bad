import { throwIfAborted } from '@selvedge/data/checks';
import type { ByteSource } from '../bytes/byte-source.js';
import { badCsv } from '../csv/csv-error.js';
import { type FormatDefinition, tableOptions } from '../formats/definition.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import { absentValues } from '../table/absent-values.js';
import type { Table, TableBatch, TableReadOptions } from '../table/table.js';
import { tableRows } from '../table/table-rows.js';
import { JsonColumn } from './json-column.js';
import { type JsonRecord, jsonRecords } from './json-records.js';

const VALUES_PER_BATCH = 64 * 1024;

type Options = Pick<TableReadOptions, 'missing'> & Pick<CollectOptions, 'signal'>;

/**
 * Opens a file of JSON objects, one a line, as columns: those that any line has. It is read once before, to see what each
 * column holds. Texts stay texts, also those of digits.
 *
 * @throws SelvedgeError `corrupt-file`, `not-found`, `io`, `aborted`
 */
export async function jsonTable(source: ByteSource, options: Options = {}): Promise<Table> {
  const { path } = source;
  const { texts } = absentValues(Array.isArray(options.missing) ? options.missing : []);
  const columns = new Map<string, JsonColumn>();
  let rows = 0;
  for await (const { values, line } of jsonRecords(source)) {
    if (++rows % 4096 === 0) throwIfAborted(options.signal, path);
    for (const [name, value] of values) {
      const column = columns.get(name) ?? new JsonColumn(texts);
      columns.set(name, column);
      column.add(value, line);
    }
  }
  if (rows === 0) throw badCsv(path, 1, undefined, 'the file holds no rows');
  return { path, metadata: new Map(), batches: () => batches(source, columns, rows) };
}

async function* batches(
  source: ByteSource,
  columns: ReadonlyMap<string, JsonColumn>,
  rows: number,
): AsyncGenerator<TableBatch, void> {
  const size = Math.max(1, Math.floor(VALUES_PER_BATCH / columns.size));
  const batch = (records: readonly JsonRecord[]): TableBatch => ({
    rows: records.length,
    columns: [...columns].map(([name, column]) =>
      column.column(
        name,
        records.map(({ values }) => values.get(name)),
        rows,
      ),
    ),
  });
  let records: JsonRecord[] = [];
  for await (const record of jsonRecords(source)) {
    records.push(record);
    if (records.length < size) continue;
    yield batch(records);
    records = [];
  }
  if (records.length > 0) yield batch(records);
}

/** Opens a file of JSON objects for reading in batches. */
export async function openJsonl(
  source: ByteSource,
  options: TableReadOptions & CollectOptions = {},
): Promise<RowsSource> {
  return tableRows(await jsonTable(source, options), options);
}

export const jsonlFormat: FormatDefinition = {
  name: 'jsonl',
  description: 'A JSON object a line, its label among the values; plain or gzip.',
  extensions: ['jsonl', 'ndjson', 'jsonlines'],
  labels: 'inside',
  isWritten: false,
  open: (source, options) => openJsonl(source, tableOptions(options)),
};
