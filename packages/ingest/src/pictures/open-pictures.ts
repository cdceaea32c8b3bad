import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { matrix, numbersIn, SelvedgeError, throwIfAborted } from '@selvedge/data';
import { readBytes } from '@selvedge/files';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { batchRows, type RowsBatch, type RowsInfo, type RowsSource } from '../rows/rows.js';
import { decodeMetadata } from '../table/metadata.js';
import { classOf } from './class-folders.js';
import { byName, findPictures } from './find-pictures.js';
import { decodePng } from './png-codec.js';
import { FOLDER_FILE } from './png-folder-sink.js';

export interface PngReadOptions extends CollectOptions {
  /** In the order of the class numbers; default: from `dataset.json`, else the folders' names, sorted. */
  readonly classes?: readonly string[];
}

interface ImageFile {
  readonly path: string;
  readonly file: string;
  readonly label: number;
}

/**
 * Opens a folder of PNG images, one folder per class, with folders inside or without. What `findPictures` left out stands
 * in the steps of the provenance. Rows come in the order of their numbers where `dataset.json`
 * says that files are numbered, else class by class, by name (numbers in names by value).
 *
 * @throws SelvedgeError what `findPictures` throws; `corrupt-file` for an image that is none; `shape-mismatch` for images of
 * different sizes
 */
export async function openPngFolder(path: string, options: PngReadOptions = {}): Promise<RowsSource> {
  const { folders, pictures, leftOut } = await findPictures(path);
  const known = await folderFile(path);
  const classes = options.classes ?? known?.classes ?? folders.map(classOf).sort(byName);
  const labels = new Map(folders.map((folder) => [folder, classes.indexOf(classOf(folder))]));
  for (const [folder, label] of labels) if (label < 0) throw unknownFolder(path, folder, classes);
  const files = pictures.map(
    ({ path, file, folder }): ImageFile => ({ path, file, label: labels.get(folder) as number }),
  );
  if (files.length === 0)
    throw new SelvedgeError('corrupt-file', `${path}: no images in <class>/<name>.png. Check the folder.`);
  if (known) files.sort((a, b) => byName(a.file, b.file));
  const first = decodePng(await readBytes(files[0].path), files[0].path);
  const origin = known?.provenance ?? { source: path, steps: [] };
  const info: RowsInfo = {
    name: known?.name ?? datasetName(path),
    shape: first.shape,
    classes,
    type: 'uint8',
    rows: files.length,
    provenance: leftOut
      ? { ...origin, steps: [...origin.steps, `read ${files.length} images; left out ${leftOut}`] }
      : origin,
  };
  return { info, batches: () => batches(path, files, info, options) };
}

const FILES_AT_ONCE = 64;

async function* batches(
  path: string,
  files: readonly ImageFile[],
  { shape }: RowsInfo,
  options: PngReadOptions,
): AsyncGenerator<RowsBatch, void> {
  const columns = numbersIn(shape);
  const step = batchRows(columns);
  for (let start = 0; start < files.length; start += step) {
    const some = files.slice(start, start + step);
    const values = new Uint8Array(some.length * columns);
    for (let at = 0; at < some.length; at += FILES_AT_ONCE) {
      throwIfAborted(options.signal, path);
      const images = await Promise.all(some.slice(at, at + FILES_AT_ONCE).map((file) => readBytes(file.path)));
      for (const [offset, bytes] of images.entries()) {
        const file = some[at + offset];
        const picture = decodePng(bytes, file.path);
        if (picture.shape.join() !== shape.join()) throw otherShape(file.path, picture.shape, shape);
        values.set(picture.values, (at + offset) * columns);
      }
    }
    yield { features: matrix(values, some.length, columns), labels: Uint16Array.from(some, ({ label }) => label) };
  }
}

async function folderFile(path: string): Promise<ReturnType<typeof decodeMetadata> | undefined> {
  const file = join(path, FOLDER_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined; // a folder that somebody else made
  }
  try {
    const { name, shape, classes, provenance } = JSON.parse(text) as Record<string, unknown>;
    const fields = Object.entries({ shape, classes, provenance }).filter(([, value]) => value !== undefined);
    const metadata = new Map(fields.map(([key, value]) => [`selvedge.${key}`, JSON.stringify(value)]));
    return decodeMetadata(file, typeof name === 'string' ? metadata.set('selvedge.name', name) : metadata);
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw cause;
    throw new SelvedgeError(
      'corrupt-file',
      `${file}: not the JSON that Selvedge writes. Remove it to read the folders alone.`,
      { cause },
    );
  }
}

const unknownFolder = (path: string, folder: string, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: folder '${folder}' is none of the ${classes.length} classes (${classes.slice(0, 12).join(', ')}). Move it away, or name the class.`,
  );

const otherShape = (path: string, got: readonly number[], shape: readonly number[]): SelvedgeError =>
  new SelvedgeError(
    'shape-mismatch',
    `${path}: an image of [${got.join(', ')}] where the first one has [${shape.join(', ')}] (height, width, channels). Images of a data set are of one size.`,
  );
