import { fileSource } from '../bytes/file-source.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import type { TableReadOptions } from '../table/table.js';

/** Opens an Arrow IPC file or stream for reading in batches, see `readArrow`. */
export async function openArrow(path: string, options: TableReadOptions & CollectOptions = {}): Promise<RowsSource> {
  return (await import('./read-arrow.js')).readArrow(fileSource(path), options);
}
