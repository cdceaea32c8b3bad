import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ifThere } from '@selvedge/files/steps';
import { fileSource } from '../bytes/file-source.js';
import type { OpenOptions } from '../formats/definition.js';
import { byName } from '../pictures/find-pictures.js';
import type { RowsSource } from '../rows/rows.js';
import { openCifar } from './open-cifar.js';

/** Opens a file of CIFAR, or the training batches of its folder, with the names of the classes that lie beside. */
export async function cifarFiles(path: string, options: OpenOptions): Promise<RowsSource> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
  const folder = isFolder ? path : dirname(path);
  const batches = isFolder
    ? (await readdir(path)).filter((name) => /^data_batch_\d+\.bin$/.test(name)).sort(byName)
    : [];
  const files = isFolder ? batches.map((name) => join(path, name)) : [path];
  const classes = options.classes ?? (await namesBeside(folder));
  return openCifar(files.map(fileSource), { ...options, ...(classes && { classes }) });
}

async function namesBeside(folder: string): Promise<readonly string[] | undefined> {
  for (const file of ['batches.meta.txt', 'fine_label_names.txt']) {
    const path = join(folder, file);
    const text = (await ifThere(path, readFile(path, 'utf8'))) ?? '';
    const names = text.split(/\r?\n/).filter((line) => line !== '');
    if (names.length > 0) return names;
  }
  return undefined;
}
