import { type NameCatalogue, nameCatalogue } from '@selvedge/data/names';
import { arrowFormat, arrowStreamFormat } from '../arrow/arrow-formats.js';
import { cifarFormat } from '../cifar/open-cifar.js';
import { csvFormat } from '../csv/open-csv.js';
import { idxFormat } from '../idx/open-idx.js';
import { jsonlFormat } from '../jsonl/open-jsonl.js';
import { npyFormat, npzFormat } from '../npy/open-npy.js';
import { parquetFormat } from '../parquet/parquet-format.js';
import type { FormatDefinition } from './definition.js';

/** Opened by `openPictures`, which needs a file system and so lies beyond what browsers load. */
const pngFormat: FormatDefinition = {
  name: 'png',
  description: 'A folder with a folder of pictures for each class.',
  extensions: [],
  labels: 'inside',
  isWritten: true,
};

/** Opened by `openArchive`, which needs a file system, too. */
const tarFormat: FormatDefinition = {
  name: 'tar',
  description: 'A TAR archive of pictures: samples of WebDataset, or a folder for each class.',
  extensions: ['tar'],
  labels: 'inside',
  isWritten: true,
};

const zipFormat: FormatDefinition = {
  name: 'zip',
  description: 'A ZIP archive with a folder of pictures for each class.',
  extensions: ['zip'],
  labels: 'inside',
  isWritten: false,
};

/** Every format of labelled rows. */
export const formats: NameCatalogue<FormatDefinition> = nameCatalogue(
  { family: 'format', typeName: 'Format', description: 'A format of labelled rows.' },
  [
    idxFormat,
    csvFormat,
    arrowFormat,
    arrowStreamFormat,
    parquetFormat,
    jsonlFormat,
    pngFormat,
    npyFormat,
    npzFormat,
    tarFormat,
    zipFormat,
    cifarFormat,
  ],
);
