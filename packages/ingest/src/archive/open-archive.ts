import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { fileSource } from '../bytes/file-source.js';
import { byName } from '../pictures/find-pictures.js';
import type { PicturesReadOptions } from '../pictures/open-pictures.js';
import { pictureRows } from '../pictures/picture-rows.js';
import { datasetName } from '../rows/dataset-name.js';
import type { DigestibleRows } from '../store/rows-store.js';
import { allPictures, classFolderMembers } from './class-folder-members.js';
import type { Member } from './member.js';
import { readTar } from './read-tar.js';
import { labelledSamples } from './samples.js';
import { zipMembers } from './zip-members.js';

/**
 * Opens the pictures of a ZIP or TAR archive: in a folder for each class, or as samples of WebDataset, whose labels stand in files
 * of the same name (`.cls`, `.json`). A folder of TAR files is one data set in several shards, read in the order of their names.
 *
 * @param isLabelled - false: rows to predict, which are all pictures of the archive, wherever they lie
 * @throws SelvedgeError `corrupt-file` for a damaged archive, and for names that lead out of it; `unsupported` for links and what is
 * not read; those of `pictureRows`
 */
export async function openArchive(
  path: string,
  format: 'tar' | 'zip',
  options: PicturesReadOptions = {},
  isLabelled = true,
): Promise<DigestibleRows> {
  const members = format === 'zip' ? await zipMembers(fileSource(path)) : await tarMembers(path);
  const samples = isLabelled && format === 'tar' ? await labelledSamples(path, members, options.classes) : undefined;
  const found = isLabelled ? classFolderMembers : allPictures;
  const { classes, files, leftOut } = samples ?? found(path, members, options.classes);
  if (files.length === 0)
    throw new SelvedgeError(
      'corrupt-file',
      `${path}: no pictures in it${leftOut ? `; it holds ${leftOut}` : ''}. Need <class>/<name>.jpg, or <name>.jpg with <name>.cls; unpack a table first.`,
    );
  const steps = leftOut === undefined ? [] : [`read ${files.length} images; left out ${leftOut}`];
  return pictureRows(files, { name: datasetName(path), classes, provenance: { source: path, steps } }, options);
}

async function tarMembers(path: string): Promise<readonly Member[]> {
  const shards = await shardsOf(path);
  const members: Member[] = [];
  for (const shard of shards) {
    const inside = await readTar(fileSource(shard));
    for (const member of inside) members.push(shards.length === 1 ? member : { ...member, shard: basename(shard) });
  }
  return members;
}

/** One file, or the TAR files of a folder. */
async function shardsOf(path: string): Promise<readonly string[]> {
  const names = await readdir(path).catch(() => undefined);
  if (!names) return [path];
  return names
    .filter((name) => /\.tar$/i.test(name))
    .sort(byName)
    .map((name) => join(path, name));
}
