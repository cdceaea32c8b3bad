import { SelvedgeError } from '@selvedge/data';
import { openArchive } from '../archive/open-archive.js';
import { fileSource } from '../bytes/file-source.js';
import { cifarFiles } from '../cifar/cifar-files.js';
import { labelsPath } from '../idx/idx-paths.js';
import { npyLabelsPath } from '../npy/npy-paths.js';
import { openPictures } from '../pictures/open-pictures.js';
import { picturesOfTable } from '../pictures/pictures-of-table.js';
import type { RowsSource } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';
import type { PictureStore } from '../store/rows-store.js';
import { checkReading } from './check-reading.js';
import { existingFormat } from './existing-format.js';
import { openSource } from './open-source.js';
import type { SourceOptions } from './source-options.js';
import { tableOf } from './table-of.js';

/** How a file or folder is to be read. What a format does not need is ignored. */
export interface ReadOptions extends SourceOptions {
  /** Default: by the name; a folder is `png`. */
  readonly format?: Format;
  /** IDX and NPY: the file of labels; NPZ: its array. Default: by the custom of the format. */
  readonly labels?: string;
  /**
   * Pictures: decode them once, into a file of rows, and read that the next time as long as pictures and options stay the same.
   * Of many pictures the rows stay in the file, so that a network trains on more than fits into memory.
   */
  readonly store?: PictureStore;
}

/**
 * Opens labelled rows of any format for reading in batches: files may be larger than memory.
 *
 * @throws SelvedgeError `not-found`, `io`, `corrupt-file`, `unsupported`, `invalid-argument`, `shape-mismatch`,
 * `aborted`; later ones from the batches
 */
export async function openRows(path: string, given: ReadOptions = {}): Promise<RowsSource> {
  checkReading('openRows', given);
  const { store, ...options } = { ...given, ...(given.store && { keepDigests: true }) };
  const format = await existingFormat(path, options.format);
  if (format === 'png') return openPictures(path, options);
  if (format === 'cifar') return cifarFiles(path, options);
  if (format === 'tar' || format === 'zip') return openArchive(path, format, options);
  if (format === 'parquet') {
    const source = fileSource(path);
    const { openPictureColumn, pictureColumn } = await import('../parquet/open-picture-column.js');
    const pictures = await pictureColumn(source, options.imageColumn);
    if (pictures) return openPictureColumn(source, pictures, options, true);
  }
  if (options.imageColumn !== undefined) return listedPictures(path, format, options.imageColumn, options, true);
  const { labels, ...rest } = options;
  const array = labels === undefined ? {} : { labelsArray: labels };
  return openSource(format, fileSource(path), { ...rest, ...array }, () => {
    const byCustom = format === 'idx' ? labelsPath : npyLabelsPath;
    return fileSource(labels ?? byCustom(path));
  });
}

/** @throws SelvedgeError `invalid-argument` for a file that has no columns; those of `picturesOfTable` */
export async function listedPictures(
  path: string,
  format: Format,
  imageColumn: string,
  options: ReadOptions,
  isLabelled: boolean,
): Promise<RowsSource> {
  const table = await tableOf(path, format, options);
  if (table) return picturesOfTable(table, imageColumn, options, isLabelled);
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: imageColumn is a column of a table (CSV, JSONL, Arrow or Parquet), and this is ${format}.`,
  );
}
