import { didYouMean, SelvedgeError } from '@selvedge/data';
import { fileName } from '../rows/dataset-name.js';

/** The formats by name. `arrow-stream` is Arrow IPC without a footer; `png` is a folder of folders. */
export const FORMATS = ['idx', 'csv', 'arrow', 'arrow-stream', 'parquet', 'png', 'npy', 'npz'] as const;

export type Format = (typeof FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, Format>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  arrow: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
  arrows: 'arrow-stream',
  parquet: 'parquet',
  npy: 'npy',
  npz: 'npz',
  idx: 'idx',
};

/** The format that a name tells: by its extension (before `.gz`), by `idx3-ubyte`, or a folder by having none. */
export function formatOf(path: string): Format | undefined {
  const name = fileName(path).toLowerCase().replace(/\.gz$/, '');
  if (/idx\d+-u?(byte|short|int|float|double)$/.test(name)) return 'idx';
  const extension = /\.([a-z0-9]+)$/.exec(name)?.[1];
  if (extension === undefined) return 'png';
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}

/** The format to write: as given, else by the name. */
export function newFormat(path: string, given: string | undefined): Format {
  const format = given === undefined ? formatOf(path) : checkedFormat(given);
  if (format === undefined) throw unknownFormat(path);
  return format;
}

/** @throws SelvedgeError `invalid-argument` for a name that is none of them */
export function checkedFormat(name: string): Format {
  const known: readonly string[] = FORMATS;
  if (known.includes(name)) return name as Format;
  const near = didYouMean(name, known);
  throw new SelvedgeError(
    'invalid-argument',
    `format '${name}': no such format${near ? `; did you mean '${near}'?` : '.'} Known are ${known.join(', ')}.`,
  );
}

export const unknownFormat = (path: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: its name does not tell its format. Name it as in x.csv, x.arrow, x.arrows, x.parquet, x.npz, x.npy, ` +
      `x-images-idx3-ubyte or a folder, or say which of ${FORMATS.join(', ')} it is.`,
  );
