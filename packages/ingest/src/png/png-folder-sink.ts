import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { fileError, makeFolder, partName, renameFlushed, writeError } from '@selvedge/files/steps';
import { folderOf } from '../pictures/class-folders.js';
import type { RowsBatch, RowsInfo, RowsSink } from '../rows/rows.js';
import { encodePng } from './png-codec.js';

/** Says what the folders do not: the order of the classes, and that file names number the rows. */
export const FOLDER_FILE = 'dataset.json';

const FILES_AT_ONCE = 64;

/**
 * Opens a folder of PNG images for writing: `<folder>/<class>/<row>.png`, and `dataset.json` beside the classes.
 *
 * @throws SelvedgeError `shape-mismatch` for rows that are not images of bytes; `invalid-argument` for a folder that is
 * not empty
 */
export async function pngFolderSink(path: string, info: RowsInfo): Promise<RowsSink> {
  const shape = imageShape(path, info);
  if (await isFilled(path)) {
    throw new SelvedgeError('invalid-argument', `${path}: the folder is not empty. Remove it, or write to another.`);
  }
  const part = partName(path.replace(/[/\\]+$/, ''));
  const folders = info.classes.map((name) => join(part, folderOf(name)));
  try {
    for (const folder of [part, ...folders]) await makeFolder(folder, path);
    const { name, classes, provenance } = info;
    await writeFile(join(part, FOLDER_FILE), `${JSON.stringify({ name, shape, classes, provenance }, null, 2)}\n`);
  } catch (cause) {
    throw writeError(path, cause);
  }
  let row = 0;
  return {
    write: async (batch) => {
      await writeImages(path, batch, shape, folders, row);
      row += batch.features.rows;
    },
    close: async () => {
      try {
        await rm(path, { recursive: true, force: true }); // an empty folder, as checked above
        await renameFlushed(part, path);
      } catch (cause) {
        throw writeError(path, cause);
      }
    },
    abort: () => rm(part, { recursive: true, force: true }),
  };
}

async function writeImages(
  path: string,
  { features, labels }: RowsBatch,
  shape: readonly [number, number, number],
  folders: readonly string[],
  before: number,
): Promise<void> {
  const { values, rows, columns } = features;
  for (let start = 0; start < rows; start += FILES_AT_ONCE) {
    const some = Array.from({ length: Math.min(FILES_AT_ONCE, rows - start) }, (_, at) => start + at);
    const writes = some.map((row) => {
      const picture = { shape, values: values.subarray(row * columns, (row + 1) * columns) as Uint8Array };
      const file = `${String(before + row).padStart(6, '0')}.png`;
      return writeFile(join(folders[labels[row]], file), encodePng(picture));
    });
    await Promise.all(writes).catch((cause) => Promise.reject(writeError(path, cause)));
  }
}

/** @throws SelvedgeError `shape-mismatch` for rows that are not images of bytes */
export function imageShape(path: string, { shape, type }: RowsInfo): readonly [number, number, number] {
  const [height, width, channels] = shape;
  if (shape.length === 3 && channels >= 1 && channels <= 4 && type === 'uint8') return [height, width, channels];
  throw new SelvedgeError(
    'shape-mismatch',
    `${path}: rows of shape [${shape.join(', ')}] and type ${type} are not PNG images; need [height, width, 1 to 4 channels] of bytes.`,
  );
}

async function isFilled(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length > 0;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw fileError(path, cause);
  }
}
