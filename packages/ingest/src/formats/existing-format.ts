import { stat } from 'node:fs/promises';
import type { Format } from '../specs.generated.js';
import { formatOf, unknownFormat } from './format.js';
import { formats } from './formats.js';

/**
 * The format of something that exists: as given, a folder as PNG images, else by its name.
 *
 * @throws SelvedgeError `invalid-argument` when nothing tells it
 */
export async function existingFormat(path: string, given: string | undefined): Promise<Format> {
  if (given !== undefined) return formats.definitionOf(given).name;
  const folder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const guessed = folder ? 'png' : formatOf(path);
  if (guessed === 'png' && !folder) throw unknownFormat(path);
  return guessed ?? Promise.reject(unknownFormat(path));
}
