import { SelvedgeError } from '@selvedge/data';
import { fileName } from '../rows/dataset-name.js';
import type { Format } from '../specs.generated.js';
import { formats } from './formats.js';

/** The format that a name tells: by its extension (before `.gz`), by `idx3-ubyte`, or a folder by having none. */
export function formatOf(path: string): Format | undefined {
  const name = fileName(path).toLowerCase().replace(/\.gz$/, '');
  const named = formats.definitions.find(({ otherNames }) => otherNames?.test(name));
  if (named) return named.name;
  const extension = /\.([a-z0-9]+)$/.exec(name)?.[1];
  if (extension === undefined) return 'png';
  return formats.definitions.find(({ extensions }) => extensions.includes(extension))?.name;
}

/** The format to write: as given, else by the name. */
export function newFormat(path: string, given: string | undefined): Format {
  const format = given === undefined ? formatOf(path) : formats.definitionOf(given).name;
  if (format === undefined) throw unknownFormat(path);
  return format;
}

export const unknownFormat = (path: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: its name does not tell its format. Name it as in x.csv, x.jsonl, x.arrow, x.arrows, x.parquet, x.npz, x.npy, ` +
      `x-images-idx3-ubyte or a folder, or say which of ${formats.names.join(', ')} it is.`,
  );
