import { readdir, stat } from 'node:fs/promises';
import { OTHER_PICTURES, PICTURE } from '../pictures/picture-names.js';
import type { Format } from '../specs.generated.js';
import { formatOf, unknownFormat } from './format.js';
import { formats } from './formats.js';

/**
 * The format of something that exists: as given, a folder and a picture as pictures, else by its name.
 *
 * @throws SelvedgeError `invalid-argument` when nothing tells it
 */
export async function existingFormat(path: string, given: string | undefined): Promise<Format> {
  if (given !== undefined) return formats.definitionOf(given).name;
  const folder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (folder) return folderFormat(path);
  if (PICTURE.test(path) || OTHER_PICTURES.test(path)) return 'png'; // whose reader names the kinds that it does not read
  const guessed = formatOf(path);
  if (guessed === 'png') throw unknownFormat(path);
  return guessed ?? Promise.reject(unknownFormat(path));
}

/** Shards of WebDataset, the batches of CIFAR, else pictures. */
async function folderFormat(path: string): Promise<Format> {
  const names = (await readdir(path).catch(() => [])).filter((name) => !/^[._]/.test(name));
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/\.tar$/i) && names.every((name) => /\.(tar|json|txt|md|idx)$/i.test(name))) return 'tar';
  return has(/^data_batch_\d+\.bin$/) ? 'cifar' : 'png';
}
