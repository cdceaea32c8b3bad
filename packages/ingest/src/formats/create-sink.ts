import { SelvedgeError } from '@selvedge/data';
import { unreachable } from '@selvedge/data/checks';
import { tarSink } from '../archive/tar-sink.js';
import type { CsvWriteOptions } from '../csv/csv-options.js';
import { csvSink } from '../csv/csv-sink.js';
import { idxSink } from '../idx/idx-sink.js';
import type { RowsInfo, RowsSink } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';
import { newFormat } from './format.js';
import { formats } from './formats.js';

/** How a file or folder is to be written. What a format does not need is ignored. */
export interface WriteOptions {
  /** Default: by the name; a name without an extension is a folder of `png`. */
  readonly format?: Format;
  /** IDX: the file of labels; default: by the custom of the format. */
  readonly labelsPath?: string;
  readonly csv?: CsvWriteOptions;
}

/** Opens a file or folder of any format for writing in batches. */
export async function createSink(path: string, info: RowsInfo, options: WriteOptions = {}): Promise<RowsSink> {
  const format = newFormat(path, options.format);
  switch (format) {
    case 'idx':
      return idxSink(path, info, options.labelsPath === undefined ? {} : { labels: options.labelsPath });
    case 'csv':
      return csvSink(path, info, options.csv);
    case 'arrow':
      return (await import('../arrow/arrow-sink.js')).arrowSink(path, info);
    case 'arrow-stream':
      return (await import('../arrow/arrow-sink.js')).arrowSink(path, info, { stream: true });
    case 'parquet':
      return (await import('../parquet/parquet-sink.js')).parquetSink(path, info);
    case 'png':
      return (await import('../png/png-folder-sink.js')).pngFolderSink(path, info);
    case 'tar':
      return tarSink(path, info);
    case 'zip':
    case 'cifar':
    case 'jsonl':
    case 'npy':
    case 'npz':
      throw new SelvedgeError(
        'invalid-argument',
        `${path}: ${format} is read and not written. Write ${written()}; numpy reads csv, and pyarrow arrow and parquet.`,
      );
    default:
      return unreachable(format);
  }
}

function written(): string {
  const names = formats.definitions.filter(({ isWritten }) => isWritten).map(({ name }) => name);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
