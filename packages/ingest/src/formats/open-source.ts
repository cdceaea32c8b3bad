import { unreachable } from '@selvedge/data';
import { readArrow } from '../arrow/read-arrow.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { openCsv } from '../csv/open-csv.js';
import { openIdx } from '../idx/open-idx.js';
import { openNpy, openNpz } from '../npy/open-npy.js';
import { openParquet } from '../parquet/open-parquet.js';
import type { RowsSource } from '../rows/rows.js';
import type { Format } from './format.js';
import type { SourceOptions } from './source-options.js';

/**
 * Opens labelled rows of any format that is one file, or two with the labels.
 *
 * @param labelsFile - called for IDX and NPY, whose labels are a file of their own
 */
export async function openSource(
  format: Exclude<Format, 'png'>,
  source: ByteSource,
  options: SourceOptions & { readonly labelsArray?: string },
  labelsFile: () => ByteSource,
): Promise<RowsSource> {
  const { label, labelsArray, ...rest } = options;
  const column = label === undefined ? {} : { label: String(label) };
  switch (format) {
    case 'idx':
      return openIdx(source, labelsFile(), options);
    case 'csv':
      return openCsv(source, options);
    case 'arrow':
    case 'arrow-stream':
      return readArrow(source, { ...rest, ...column });
    case 'parquet':
      return openParquet(source, { ...rest, ...column });
    case 'npy':
      return openNpy(source, labelsFile(), options);
    case 'npz':
      return openNpz(source, labelsArray === undefined ? rest : { ...rest, labels: labelsArray });
    default:
      return unreachable(format);
  }
}
