import type { CsvReadOptions } from '../csv/csv-options.js';
import type { ArchivePart } from '../npy/archive-part.js';
import type { PictureOptions } from '../pictures/picture-rows.js';
import type { ListedPictures } from '../pictures/pictures-of-table.js';
import type { CollectOptions } from '../rows/collect.js';

/** How bytes of any format are to be read. What a format does not need is ignored. */
export interface SourceOptions extends CsvReadOptions, PictureOptions, ListedPictures, CollectOptions {
  /** NPZ: which rows of an archive with several parts; default `train`. */
  readonly part?: ArchivePart;
}
