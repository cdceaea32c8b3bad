import { type Labels, matrix, SelvedgeError } from '@selvedge/data';
import { numbersIn, throwIfAborted } from '@selvedge/data/checks';
import { ByteReader } from '../bytes/byte-reader.js';
import type { ByteSource } from '../bytes/byte-source.js';
import { joinBytes } from '../bytes/join-bytes.js';
import { openBytes } from '../bytes/open-bytes.js';
import type { FormatDefinition } from '../formats/definition.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { batchRows, type NumberType, type RowsBatch, type RowsSource } from '../rows/rows.js';
import { idxValues } from './decode-idx.js';
import { IDX_ARRAYS, type IdxType } from './idx-array.js';
import { labelsOf, toNumbers } from './idx-dataset.js';
import { type IdxHeader, notIdx, parseIdxHeader } from './idx-header.js';

export interface IdxReadOptions extends CollectOptions {
  readonly classes?: readonly string[];
  /** Of one row; default: from the file, with one channel added to two sizes. */
  readonly shape?: readonly number[];
}

/**
 * Opens a pair of IDX files for reading in batches; without labels those of rows to predict. The labels are read once
 * before, for the number of classes.
 */
export async function openIdx(
  imageFile: ByteSource,
  labelFile: ByteSource | undefined,
  options: IdxReadOptions = {},
): Promise<RowsSource> {
  const { path } = imageFile;
  const images = await headerOf(imageFile);
  const labels = labelFile && (await headerOf(labelFile));
  const [rows, ...sizes] = images.shape;
  if (sizes.length === 0 && !labels) throw notIdx(path, 'one size; need rows of two or more');
  if (labels && (sizes.length === 0 || labels.shape.length !== 1)) {
    throw notIdx(
      path,
      `images of ${images.shape.length} sizes and labels of ${labels.shape.length}; need 2 or more and 1 (swapped?)`,
    );
  }
  if (labels && labels.shape[0] !== rows) {
    throw new SelvedgeError(
      'corrupt-file',
      `${path}: got ${rows} images and ${labels.shape[0]} labels; need one label per image. Use the two files of one split.`,
    );
  }
  const shape = options.shape ?? (sizes.length === 2 ? [...sizes, 1] : sizes);
  if (numbersIn(shape) !== numbersIn(sizes)) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${path}: shape [${shape.join(', ')}] does not describe rows of ${sizes.join(' x ')} numbers.`,
    );
  }
  const labelled = labelFile && labels && { file: labelFile, header: labels };
  const known = labelled ? options.classes : ['not labelled'];
  const classes = known ?? (labelled ? await numberedUpTo(labelled.file, labelled.header) : []);
  const info = {
    name: datasetName(path),
    shape,
    classes,
    type: numberType(images.type),
    rows,
    provenance: { source: path, steps: [] },
  };
  return { info, batches: () => pairs(imageFile, images, labelled, classes.length, options.signal) };
}

const numberType = (type: IdxType): NumberType => {
  if (type === 'uint8' || type === 'float32' || type === 'float64') return type;
  return type === 'int32' ? 'float64' : 'float32';
};

async function headerOf(source: ByteSource): Promise<IdxHeader> {
  const reader = new ByteReader(openBytes(source));
  try {
    return await readHeader(reader, source.path);
  } finally {
    await reader.close();
  }
}

async function readHeader(reader: ByteReader, path: string): Promise<IdxHeader> {
  const magic = await reader.read(4);
  const sizes = await reader.read(magic.length === 4 ? 4 * magic[3] : 0);
  return parseIdxHeader(joinBytes([magic, sizes]), path);
}

async function numberedUpTo(source: ByteSource, header: IdxHeader): Promise<string[]> {
  let most = 0;
  for await (const labels of labelBatches(source, header, 1 << 20)) {
    for (let at = 0; at < labels.length; at++) if (labels[at] > most) most = labels[at];
  }
  return Array.from({ length: most + 1 }, (_, number) => String(number));
}

async function* labelBatches(source: ByteSource, header: IdxHeader, rows: number): AsyncGenerator<Labels, void> {
  for await (const values of valueBatches(source, header, rows))
    yield labelsOf({ values, shape: [values.length] }, source.path);
}

async function* pairs(
  imageFile: ByteSource,
  images: IdxHeader,
  labels: { readonly file: ByteSource; readonly header: IdxHeader } | undefined,
  classes: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<RowsBatch, void> {
  const columns = numbersIn(images.shape.slice(1));
  const rows = batchRows(columns * IDX_ARRAYS[images.type].BYTES_PER_ELEMENT);
  const labelParts = labels && labelBatches(labels.file, labels.header, rows);
  let before = 0;
  try {
    for await (const values of valueBatches(imageFile, images, rows)) {
      throwIfAborted(signal, imageFile.path);
      const part = await labelParts?.next();
      const numbers = labels ? (part?.value ?? new Uint16Array(0)) : new Uint16Array(values.length / columns);
      const bad = numbers.findIndex((label) => label >= classes);
      if (labels && bad >= 0) throw outside(labels.file.path, numbers[bad], before + bad, classes);
      before += numbers.length;
      yield { features: matrix(toNumbers(values), numbers.length, columns), labels: numbers };
    }
    await labelParts?.next(); // checks that the labels end here too
  } finally {
    await labelParts?.return();
  }
}

/** The values in batches of so many items, and the check that the file is exactly as long as its header says. */
async function* valueBatches(
  source: ByteSource,
  header: IdxHeader,
  rows: number,
): AsyncGenerator<ReturnType<typeof idxValues>, void> {
  const { path } = source;
  const reader = new ByteReader(openBytes(source));
  try {
    await readHeader(reader, path);
    const items = header.shape[0];
    const itemBytes = items === 0 ? 0 : header.valueBytes / items;
    for (let done = 0; done < items; done += rows) {
      const wanted = Math.min(rows, items - done) * itemBytes;
      const bytes = await reader.read(wanted);
      if (bytes.length < wanted) {
        const there = header.headerBytes + done * itemBytes + bytes.length;
        throw notIdx(
          path,
          `its header claims ${header.headerBytes + header.valueBytes} bytes, and it ends after ${there} (truncated?)`,
        );
      }
      yield idxValues(header, bytes);
    }
    if (!(await reader.atEnd()))
      throw notIdx(path, `it goes on after the ${header.headerBytes + header.valueBytes} bytes that its header claims`);
  } finally {
    await reader.close();
  }
}

const outside = (path: string, label: number, row: number, classes: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: label ${label} in row ${row} is outside the ${classes} classes; labels count from 0 to ${classes - 1}.`,
  );

export const idxFormat: FormatDefinition = {
  name: 'idx',
  description: "Two files of MNIST's format, images and labels; plain or gzip.",
  extensions: ['idx'],
  otherNames: /idx\d+-u?(byte|short|int|float|double)$/,
  labels: 'apart',
  isWritten: true,
  open: (source, options, labelsFile) =>
    openIdx(source, options.isLabelled === false ? undefined : labelsFile(), options),
};
