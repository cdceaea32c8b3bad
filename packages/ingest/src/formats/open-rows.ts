import { unreachable } from '@selvedge/data';
import { openArrow } from '../arrow/read-arrow.js';
import type { CsvReadOptions } from '../csv/csv-options.js';
import { openCsv } from '../csv/open-csv.js';
import { openIdx } from '../idx/open-idx.js';
import { openNpy, openNpz } from '../npy/open-npy.js';
import { openParquet } from '../parquet/open-parquet.js';
import { openPngFolder } from '../png/open-png-folder.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import { existingFormat, type Format } from './format.js';

/** How a file or folder is to be read. What a format does not need is ignored. */
export interface ReadOptions extends CsvReadOptions, CollectOptions {
  /** Default: told by the name; a folder is `png`. */
  readonly format?: Format;
  /** IDX and NPY: the file of labels; NPZ: its array. Default: by the custom of the format. */
  readonly labels?: string;
  /** Arrow, Parquet, NPZ: the column or array of the features. */
  readonly features?: string;
}

/**
 * Opens labelled rows of any format for reading in batches: larger files than memory are no problem.
 *
 * @throws SelvedgeError `not-found`, `io`, `corrupt-file`, `unsupported`, `invalid-argument`, `shape-mismatch`,
 * `aborted`; later ones from the batches
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<RowsSource> {
  const format = await existingFormat(path, options.format);
  const { label, ...rest } = options;
  const column = label === undefined ? {} : { label: String(label) };
  switch (format) {
    case 'idx':
      return openIdx(path, options);
    case 'csv':
      return openCsv(path, options);
    case 'arrow':
    case 'arrow-stream':
      return openArrow(path, { ...rest, ...column });
    case 'parquet':
      return openParquet(path, { ...rest, ...column });
    case 'png':
      return openPngFolder(path, options);
    case 'npy':
      return openNpy(path, options);
    case 'npz':
      return openNpz(path, options);
    default:
      return unreachable(format);
  }
}
