import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { fileError } from '@selvedge/files/steps';
import { datasetName } from '../rows/dataset-name.js';
import type { DigestibleRows } from '../store/rows-store.js';
import { classOf } from './class-folders.js';
import { byName, type FoundPicture, findAllPictures, findPictures } from './find-pictures.js';
import { folderFile } from './folder-file.js';
import { type PictureOptions, pictureRows } from './picture-rows.js';

export interface PicturesReadOptions extends PictureOptions {
  /** In the order of the class numbers; default: from `dataset.json`, else the folders' names, sorted. */
  readonly classes?: readonly string[];
}

/**
 * Opens a folder of pictures, one folder per class, with folders inside or without. What `findPictures` left out stands
 * in the steps of the provenance. Rows come in the order of their numbers where `dataset.json`
 * says that files are numbered, else class by class, by name (numbers in names by value).
 *
 * @throws SelvedgeError what `findPictures` and `pictureRows` throw
 */
export async function openPictures(path: string, options: PicturesReadOptions = {}): Promise<DigestibleRows> {
  const { folders, pictures, leftOut } = await findPictures(path);
  const known = await folderFile(path);
  const classes = options.classes ?? known?.classes ?? folders.map(classOf).sort(byName);
  const labels = new Map(folders.map((folder) => [folder, classes.indexOf(classOf(folder))]));
  for (const [folder, label] of labels) if (label < 0) throw unknownFolder(path, folder, classes);
  if (pictures.length === 0) throw noPictures(path, leftOut);
  const files = (known ? byFile(pictures) : pictures).map(({ path: file, folder }) => ({
    path: file,
    id: idOf(path, file),
    label: labels.get(folder) as number,
  }));
  const origin = known?.provenance ?? { source: path, steps: [] };
  const steps = [...origin.steps, ...leftOutStep(files.length, leftOut)];
  const about = { name: known?.name ?? datasetName(path), classes, provenance: { ...origin, steps } };
  return pictureRows(files, about, options);
}

/**
 * Opens pictures whose classes are not known: files, and those of folders and the folders in them. All are of one class
 * without a meaning. Their ids are paths below the folder where one is given, else whole paths.
 *
 * @throws SelvedgeError what `findAllPictures` and `pictureRows` throw; `not-found`
 */
export async function openUnlabelled(paths: readonly string[], options: PictureOptions): Promise<DigestibleRows> {
  const found = await Promise.all(paths.map(picturesAt));
  const files = found.flatMap(({ root, pictures }) =>
    pictures.map(({ path }) => ({
      path,
      id: paths.length === 1 && root !== path ? idOf(root, path) : path,
      label: 0,
    })),
  );
  if (files.length === 0)
    throw new SelvedgeError('corrupt-file', `${paths.join(', ')}: no pictures. Check the folder.`);
  const steps = found.flatMap(({ pictures, leftOut }) => leftOutStep(pictures.length, leftOut));
  const about = { name: datasetName(paths[0]), classes: ['unknown'], provenance: { source: paths.join(', '), steps } };
  return pictureRows(files, about, options);
}

interface PicturesAt {
  readonly root: string;
  readonly pictures: readonly FoundPicture[];
  readonly leftOut?: string;
}

async function picturesAt(root: string): Promise<PicturesAt> {
  const isFolder = await stat(root).then(
    (stats) => stats.isDirectory(),
    (cause: unknown) => Promise.reject(fileError(root, cause)),
  );
  if (!isFolder) return { root, pictures: [{ path: root, file: root, folder: '' }] };
  const found = await findAllPictures(root);
  return { root, ...found, ...((await folderFile(root)) && { pictures: byFile(found.pictures) }) };
}

const byFile = (pictures: readonly FoundPicture[]): readonly FoundPicture[] =>
  [...pictures].sort((a, b) => byName(a.file, b.file));

const idOf = (root: string, file: string): string => relative(root, file).split(sep).join('/');

const leftOutStep = (count: number, leftOut: string | undefined): readonly string[] =>
  leftOut === undefined ? [] : [`read ${count} images; left out ${leftOut}`];

/** With what there is instead. */
const noPictures = (path: string, leftOut: string | undefined): SelvedgeError => {
  const isTables = leftOut !== undefined && /\.(?:parquet|csv|tsv|jsonl|arrow)/.test(leftOut);
  return new SelvedgeError(
    isTables ? 'unsupported' : 'corrupt-file',
    `${path}: no images in <class>/<name>.png or .jpg${leftOut === undefined ? '' : `; there are ${leftOut}`}. ` +
      (isTables
        ? 'Several tables are not read as one: name a file (train: FILE, test: FILE), or join them into one.'
        : 'Check the folder.'),
  );
};

const unknownFolder = (path: string, folder: string, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: folder '${folder}' is none of the ${classes.length} classes (${classes.slice(0, 12).join(', ')}). Move it away, or name the class.`,
  );
