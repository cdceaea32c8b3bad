import { SelvedgeError } from '@selvedge/data';
import { FileWriter } from '../bytes/file-writer.js';
import type { RowsInfo, RowsSink } from '../rows/rows.js';
import { bigEndianBytes } from './encode-idx.js';
import { encodeIdxHeader } from './idx-header.js';
import { labelsPath } from './idx-paths.js';

export interface IdxWriteOptions {
  /** The file of labels; default: by name, see `labelsPath`. */
  readonly labels?: string;
}

/**
 * Opens a pair of IDX files for writing. One channel is left out of the shape, as in the official files; labels are
 * bytes, and 32-bit where there are more than 256 classes. Class names have no place in the format.
 */
export async function idxSink(path: string, info: RowsInfo, options: IdxWriteOptions = {}): Promise<RowsSink> {
  const labelFile = options.labels ?? labelsPath(path);
  const { rows, shape } = info;
  if (rows === undefined)
    throw new SelvedgeError('unsupported', `${path}: IDX states the number of rows first; it is not known.`);
  const sizes = shape.length === 3 && shape[2] === 1 ? shape.slice(0, 2) : shape;
  const narrow = info.classes.length <= 256;
  const images = await FileWriter.create(path);
  const labels = await FileWriter.create(labelFile);
  await images.write(encodeIdxHeader(info.type, [rows, ...sizes]));
  await labels.write(encodeIdxHeader(narrow ? 'uint8' : 'int32', [rows]));
  let written = 0;
  return {
    write: async (batch) => {
      written += batch.features.rows;
      await images.write(bigEndianBytes(batch.features.values));
      await labels.write(bigEndianBytes(narrow ? Uint8Array.from(batch.labels) : Int32Array.from(batch.labels)));
    },
    close: async () => {
      if (written !== rows) throw new Error(`internal: ${path}: ${written} rows written of ${rows}`);
      await images.close();
      await labels.close();
    },
    abort: async () => {
      await images.abort();
      await labels.abort();
    },
  };
}
