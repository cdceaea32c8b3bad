import { type NameCatalogue, nameCatalogue } from '@selvedge/data';
import { arrowFormat, arrowStreamFormat } from '../arrow/read-arrow.js';
import { csvFormat } from '../csv/open-csv.js';
import { idxFormat } from '../idx/open-idx.js';
import { npyFormat, npzFormat } from '../npy/open-npy.js';
import { parquetFormat } from '../parquet/open-parquet.js';
import type { FormatDefinition } from './definition.js';

/** Opened by `openPictures`, which needs a file system and so lies beyond what browsers load. */
const pngFormat: FormatDefinition = {
  name: 'png',
  description: 'A folder with a folder of pictures for each class.',
  extensions: [],
  labels: 'inside',
  isWritten: true,
};

/** Every format of labelled rows. */
export const formats: NameCatalogue<FormatDefinition> = nameCatalogue(
  { family: 'format', typeName: 'Format', description: 'A format of labelled rows.' },
  [idxFormat, csvFormat, arrowFormat, arrowStreamFormat, parquetFormat, pngFormat, npyFormat, npzFormat],
);
