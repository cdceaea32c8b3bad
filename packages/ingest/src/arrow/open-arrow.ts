import { fileSource } from '../bytes/file-source.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import type { TableReadOptions } from '../table/table.js';
import { readArrow } from './read-arrow.js';

/** Opens an Arrow IPC file or stream for reading in batches, see `readArrow`. */
export const openArrow = (path: string, options: TableReadOptions & CollectOptions = {}): Promise<RowsSource> =>
  readArrow(fileSource(path), options);
