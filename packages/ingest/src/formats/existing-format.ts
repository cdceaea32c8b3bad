import { stat } from 'node:fs/promises';
import { PICTURE } from '../pictures/picture-names.js';
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
  const guessed = folder || PICTURE.test(path) ? 'png' : formatOf(path);
  if (guessed === 'png' && !folder && !PICTURE.test(path)) throw unknownFormat(path);
  return guessed ?? Promise.reject(unknownFormat(path));
}
