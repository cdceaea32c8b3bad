import { fileSource } from '../bytes/file-source.js';
import { csvTable } from '../csv/csv-table.js';
import { jsonTable } from '../jsonl/open-jsonl.js';
import type { Format } from '../specs.generated.js';
import type { Table } from '../table/table.js';
import type { SourceOptions } from './source-options.js';

/** The columns of a file; undefined for formats that have none. */
export async function tableOf(path: string, format: Format, options: SourceOptions): Promise<Table | undefined> {
  const source = fileSource(path);
  if (format === 'csv') return csvTable(source, options);
  // Loaded where they are needed, for their libraries are large.
  if (format === 'parquet') return (await import('../parquet/open-parquet.js')).parquetTable(source);
  if (format === 'jsonl') return jsonTable(source, options);
  if (format === 'arrow' || format === 'arrow-stream')
    return (await import('../arrow/read-arrow.js')).arrowTable(source);
  return undefined;
}
