import { SelvedgeError } from '@selvedge/data';
import { numbersIn } from '@selvedge/data/checks';
import type { NumericArray } from '@selvedge/data/types';
import type { ByteSource } from '../bytes/byte-source.js';
import { openBytes } from '../bytes/open-bytes.js';
import type { FormatDefinition, OpenOptions } from '../formats/definition.js';
import type { CollectOptions } from '../rows/collect.js';
import { batchRows, type RowsSource } from '../rows/rows.js';
import { badTable, type TableBatch } from '../table/table.js';
import { tableRows } from '../table/table-rows.js';
import { openMember, readZip } from '../zip/read-zip.js';
import type { ArchivePart } from './archive-part.js';
import type { NpyHeader } from './npy-header.js';
import { npyBatches, npyHeader, type OpenArray } from './npy-stream.js';

export interface NpyReadOptions extends CollectOptions {
  /** NPZ: the array of the labels; default: by the name of the features. */
  readonly labels?: string;
  /**
   * NPZ: the array of the features; default: `x_train` or `train_images` as Keras and MedMNIST have them, `x`, `images`,
   * `data`, `features`, or `X`.
   */
  readonly features?: string;
  /** NPZ: which rows of an archive with several parts; default `train`. */
  readonly part?: ArchivePart;
  /** False: rows to predict; no labels are looked for. Default true. */
  readonly isLabelled?: boolean;
  readonly classes?: readonly string[];
  /** Of one row; default: from the file, with one channel added to two sizes. */
  readonly shape?: readonly number[];
}

/** What archives call the features of a part. Those of the labels follow: `y` for `x`, `labels` for `images`. */
const PART_ARRAYS: Readonly<Record<ArchivePart, readonly string[]>> = {
  train: ['x_train', 'train_images', 'train_x', 'x', 'images', 'data', 'features'],
  validation: ['x_val', 'x_valid', 'x_validation', 'val_images', 'valid_images', 'validation_images', 'val_x'],
  test: ['x_test', 'test_images', 'test_x'],
};

/** Opens a pair of NPY files for reading in batches; without labels those of rows to predict. */
export async function openNpy(
  features: ByteSource,
  labels: ByteSource | undefined,
  options: NpyReadOptions = {},
): Promise<RowsSource> {
  const array = (source: ByteSource): Source => ({ what: source.path, open: () => openBytes(source) });
  return openArrays(features.path, array(features), labels && array(labels), options);
}

/**
 * Opens two arrays of an NPZ archive, as `numpy.savez`, Keras and MedMNIST write it, for reading in batches; or one array
 * of each of two archives, as KMNIST has them.
 *
 * @param labelsFile - the archive of the labels, asked for where this one holds a single array
 */
export async function openNpz(
  source: ByteSource,
  options: NpyReadOptions = {},
  labelsFile?: () => ByteSource,
): Promise<RowsSource> {
  const { path } = source;
  const archive = await openArchive(source);
  const { names } = archive;
  const { isLabelled = true } = options;
  if (!isLabelled && names.length === 1 && options.features === undefined)
    return openArrays(path, archive.array(names[0]), undefined, options);
  if (names.length === 1 && labelsFile && options.labels === undefined && options.features === undefined) {
    const others = await openArchive(labelsFile());
    if (others.names.length === 1)
      return openArrays(path, archive.array(names[0]), others.array(others.names[0]), options);
  }
  const { part = 'train' } = options;
  const features = pick(path, names, options.features, PART_ARRAYS[part]);
  if (!isLabelled) return openArrays(path, archive.array(features), undefined, options);
  const letter = (x: string): string => (x === 'X' ? 'Y' : 'y');
  const twin = features
    .replace(/^x/i, letter)
    .replace(/_x$/i, (end) => `_${letter(end[1])}`)
    .replace('images', 'labels');
  const plain = part === 'train' ? ['y_train', 'y', 'labels', 'label', 'target'] : [];
  const labels = pick(
    path,
    names,
    options.labels,
    [twin, ...plain].filter((name) => name !== features),
  );
  return openArrays(path, archive.array(features), archive.array(labels), options);
}

async function openArchive(
  source: ByteSource,
): Promise<{ readonly names: readonly string[]; readonly array: (name: string) => Source }> {
  const members = await readZip(source);
  const names = members.map(({ name }) => name.replace(/\.npy$/, ''));
  const array = (name: string): Source => {
    const member = members[names.indexOf(name)];
    return { what: `${source.path}: ${member.name}`, open: () => openMember(source, member) };
  };
  return { names, array };
}

interface Source {
  readonly what: string;
  readonly open: OpenArray;
}

async function openArrays(
  path: string,
  features: Source,
  labels: Source | undefined,
  options: NpyReadOptions,
): Promise<RowsSource> {
  const x = await npyHeader(features.open, features.what);
  const y = labels && (await npyHeader(labels.open, labels.what));
  const [rows, ...sizes] = x.shape;
  const areRows = sizes.length > 0 && x.kind !== 'U' && x.kind !== 'S';
  if (!y && !areRows) throw notRows(path, x);
  const flat = !y || y.shape.length === 1 || (y.shape.length === 2 && y.shape[1] === 1);
  if (y && !(areRows && flat)) throw notLabels(path, x, y);
  if (y && y.shape[0] !== rows) {
    throw new SelvedgeError(
      'corrupt-file',
      `${path}: got ${rows} rows and ${y.shape[0]} labels; need one label per row.`,
    );
  }
  const natural = sizes.length === 2 ? [...sizes, 1] : sizes;
  const width = numbersIn(sizes);
  const table = {
    path,
    metadata: new Map<string, string>(),
    batches: () => batches(path, features, labels, batchRows(width * x.width), width),
  };
  const { labels: _, features: __, part: ___, isLabelled: ____, ...rest } = options;
  const source = await tableRows(table, {
    ...rest,
    isLabelled: labels !== undefined,
    label: 'label',
    features: 'features',
    shape: options.shape ?? natural,
  });
  const { columns: _____, ...info } = source.info; // ours, not of the file
  return { ...source, info };
}

async function* batches(
  path: string,
  features: Source,
  labels: Source | undefined,
  items: number,
  width: number,
): AsyncGenerator<TableBatch, void> {
  const numbers = labels && npyBatches(labels.open, labels.what, items);
  try {
    for await (const found of npyBatches(features.open, features.what, items)) {
      const values = found as NumericArray; // texts were refused by the header
      const rows = values.length / width;
      const column = { name: 'features', numbers: values, width };
      if (!numbers) {
        yield { rows, columns: [column] };
        continue;
      }
      const label = (await numbers.next()).value as NumericArray | readonly string[] | undefined;
      if (label?.length !== rows) throw badTable(path, `${rows} rows and ${label?.length ?? 0} labels in a batch`);
      yield {
        rows,
        columns: [
          isTexts(label) ? { name: 'label', texts: label } : { name: 'label', numbers: label, width: 1 },
          column,
        ],
      };
    }
    await numbers?.next(); // checks that the labels end here too
  } finally {
    await numbers?.return();
  }
}

const isTexts = (label: NumericArray | readonly string[]): label is readonly string[] => Array.isArray(label);

function pick(path: string, arrays: readonly string[], given: string | undefined, usual: readonly string[]): string {
  const wanted = given === undefined ? usual : [given];
  const found = wanted.flatMap((name) =>
    arrays.filter((array) => array === name || (given === undefined && array.toLowerCase() === name)),
  );
  if (found.length > 0) return found[0];
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: no array named ${wanted.join(' or ')}; there are ${arrays.slice(0, 12).join(', ')}.`,
  );
}

const notLabels = (path: string, x: NpyHeader, y: NpyHeader): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: rows of shape (${x.shape.join(', ')}) and labels of shape (${y.shape.join(', ')}) and type ${y.descr}; ` +
      'need (rows, ...) and (rows,). Were the two swapped?',
  );

const notRows = (path: string, { shape, descr }: NpyHeader): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: an array of shape (${shape.join(', ')}) and type ${descr}; need numbers of shape (rows, ...).`,
  );

/** What of the options arrays have: no columns with names. */
function arrayOptions({ features, classes, shape, part, isLabelled, maxBytes, signal }: OpenOptions): NpyReadOptions {
  return {
    ...(typeof features === 'string' && { features }),
    ...(classes && { classes }),
    ...(shape && { shape }),
    ...(part && { part }),
    ...(isLabelled !== undefined && { isLabelled }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(signal && { signal }),
  };
}

export const npyFormat: FormatDefinition = {
  name: 'npy',
  description: "Two files of NumPy's arrays, features and labels.",
  extensions: ['npy'],
  labels: 'apart',
  isWritten: false,
  open: (source, options, labelsFile) =>
    openNpy(source, options.isLabelled === false ? undefined : labelsFile(), arrayOptions(options)),
};

export const npzFormat: FormatDefinition = {
  name: 'npz',
  description: "NumPy's archive of arrays, features and labels among them.",
  extensions: ['npz'],
  labels: 'inside',
  isWritten: false,
  open: (source, { labelsArray, ...options }, labelsFile) =>
    openNpz(
      source,
      { ...arrayOptions(options), ...(labelsArray !== undefined && { labels: labelsArray }) },
      labelsFile,
    ),
};
