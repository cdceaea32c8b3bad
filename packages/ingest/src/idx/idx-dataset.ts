import { type Dataset, dataset, type Labels, matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { Provenance } from '@selvedge/data/types';
import type { IdxArray, IdxValues } from './idx-array.js';

/** What an IDX pair does not say about itself. */
export interface IdxDatasetParts {
  readonly name: string;
  /** Default: `'0'` to the largest label. */
  readonly classes?: readonly string[];
  /** Of one row; default: from the file, with one channel added to two sizes. */
  readonly shape?: readonly number[];
  readonly provenance: Provenance;
}

/**
 * Puts images and labels that were read from two IDX files together.
 *
 * Bytes stay bytes; int8 and int16 become float32 and int32 becomes float64, which hold them exactly.
 *
 * @param images - the first size counts the rows
 * @param labels - rank 1, of an integer type
 * @throws SelvedgeError `corrupt-file` when the counts disagree, the labels are not labels or one is outside `classes`;
 * `shape-mismatch` when `shape` does not fit
 */
export function idxDataset(images: IdxArray, labels: IdxArray, parts: IdxDatasetParts): Dataset {
  const { name, provenance } = parts;
  const numbers = labelsOf(labels, name);
  const [rows, ...sizes] = images.shape;
  if (sizes.length === 0) throw swapped(name, images.shape);
  if (rows !== numbers.length) throw counts(name, rows, numbers.length);
  const columns = numbersIn(sizes);
  const shape = parts.shape ?? (sizes.length === 2 ? [...sizes, 1] : sizes);
  const classes = parts.classes ?? numberedClasses(numbers);
  const outside = numbers.findIndex((label) => label >= classes.length);
  if (outside >= 0) throw noClass(name, numbers[outside], outside, classes);
  return dataset({
    name,
    features: matrix(toNumbers(images.values), rows, columns),
    labels: numbers,
    classes,
    shape,
    provenance,
  });
}

/** IDX values in an element type that features may have. */
export function toNumbers(values: IdxValues): Numbers {
  if (values instanceof Int32Array) return Float64Array.from(values);
  if (values instanceof Int8Array || values instanceof Int16Array) return Float32Array.from(values);
  return values;
}

/** Class numbers from an IDX file of labels. */
export function labelsOf({ values, shape }: IdxArray, name: string): Labels {
  const integers = !(values instanceof Float32Array || values instanceof Float64Array);
  if (shape.length !== 1 || !integers) {
    throw new SelvedgeError(
      'corrupt-file',
      `${name}: the label file holds ${shape.length} sizes (${shape.join(' x ')}); need one, of an integer type. ` +
        'Were the files of images and labels swapped?',
    );
  }
  for (let row = 0; row < values.length; row++) {
    if (values[row] < 0 || values[row] > 65_535) {
      throw new SelvedgeError(
        'corrupt-file',
        `${name}: label ${values[row]} in row ${row} is outside 0 to 65535. Use a file of class numbers.`,
      );
    }
  }
  return Uint16Array.from(values);
}

/** The names `'0'`, `'1'`, ... up to the largest label, for data that come without names. */
export function numberedClasses(labels: Labels): string[] {
  const most = labels.reduce((largest, label) => Math.max(largest, label), 0);
  return Array.from({ length: most + 1 }, (_, number) => String(number));
}

const swapped = (name: string, shape: readonly number[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${name}: the image file holds ${shape.length} sizes (${shape.join(' x ')}); need rows and at least one more. ` +
      'Were the files of images and labels swapped?',
  );

const noClass = (name: string, label: number, row: number, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${name}: label ${label} in row ${row} is outside the ${classes.length} classes (0 to ${classes.length - 1}). ` +
      'Name all classes, or correct the file.',
  );

const counts = (name: string, images: number, labels: number): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${name}: got ${images} images and ${labels} labels; need one label per image. Use the two files of one split.`,
  );
