import { type Dataset, SelvedgeError } from '@selvedge/data';
import type { ByteSource } from '../bytes/byte-source.js';
import { type BlobBytes, memorySource } from '../bytes/memory-source.js';
import { collectCsv } from '../csv/collect-csv.js';
import { formatOf, unknownFormat } from '../formats/format.js';
import { formats } from '../formats/formats.js';
import { openSource } from '../formats/open-source.js';
import type { SourceOptions } from '../formats/source-options.js';
import { collect } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';

/** A file that is in memory, or that a page was given: a `File` of the browser is one. */
export type NamedBytes =
  | (BlobBytes & { readonly name: string })
  | { readonly name: string; readonly bytes: Uint8Array | ArrayBuffer | BlobBytes };

/** How bytes are to be read. What a format does not need is ignored. */
export interface DecodeOptions extends SourceOptions {
  /** Default: by the name, as in `x.csv` or `train-images-idx3-ubyte.gz`. */
  readonly format?: Exclude<Format, 'png' | 'tar' | 'zip'>;
  /** IDX and NPY: the file of labels, which they need. NPZ: the name of the array. */
  readonly labels?: NamedBytes | string;
}

/**
 * Reads labelled rows from bytes into memory: CSV, Arrow, Parquet, NPZ, or the two files of IDX and NPY, plain or gzip.
 * What comes out is what `readDataset` makes of a file with these bytes and this name.
 *
 * @throws SelvedgeError `corrupt-file`, `unsupported`, `invalid-argument`, `shape-mismatch`, `aborted`
 */
export async function decodeDataset(file: NamedBytes, options: DecodeOptions = {}): Promise<Dataset> {
  if (formatOfBytes(file, options) === 'csv') return collectCsv(sourceOf(file), options);
  return collect(await decodeRows(file, options), options);
}

/** Opens labelled rows from bytes for reading in batches. Options and errors as `decodeDataset`. */
export async function decodeRows(file: NamedBytes, options: DecodeOptions = {}): Promise<RowsSource> {
  const { labels, ...rest } = options;
  const array = typeof labels === 'string' ? { labelsArray: labels } : {};
  return openSource(formatOfBytes(file, options), sourceOf(file), { ...rest, ...array }, () => {
    if (labels === undefined || typeof labels === 'string') throw noLabels(file.name, labels);
    return sourceOf(labels);
  });
}

// Told by `slice`: a newer `Blob` has a method `bytes`.
const sourceOf = (file: NamedBytes): ByteSource => memorySource(file.name, 'slice' in file ? file : file.bytes);

function formatOfBytes({ name }: NamedBytes, options: DecodeOptions): Exclude<Format, 'png' | 'tar' | 'zip'> {
  const format = options.format === undefined ? formatOf(name) : formats.definitionOf(options.format).name;
  if (format === undefined) throw unknownFormat(name);
  if (format === 'tar' || format === 'zip')
    throw new SelvedgeError('unsupported', `${name}: archives of pictures are read from files, with readDataset.`);
  if (format !== 'png') return format;
  throw new SelvedgeError(
    'unsupported',
    `${name}: png is a folder of pictures, which has no bytes. Read each of its files with decodePng, or name a format.`,
  );
}

const noLabels = (name: string, labels: string | undefined): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: its labels are a file of their own; got ${labels === undefined ? 'none' : `the name '${labels}'`}. ` +
      "Pass it as labels: { name: 'train-labels-idx1-ubyte', bytes }, or as a File.",
  );
