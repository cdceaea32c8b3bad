import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';

/** Folders of one data set that are for different uses. */
export interface FolderParts {
  readonly train: string;
  readonly validation?: string;
  readonly test?: string;
}

const NAMES = {
  train: /^train(ing)?$/i,
  validation: /^(val|valid|validation|dev)$/i,
  test: /^test(ing)?$/i,
} as const;

/** Which part a folder's name stands for. */
export const partNamed = (folder: string): keyof FolderParts | undefined =>
  (Object.keys(NAMES) as (keyof FolderParts)[]).find((part) => NAMES[part].test(folder));

/** Whether all of some folders are named as parts are, `train` and another among them. */
export const areParts = (folders: readonly string[]): boolean =>
  folders.length >= 2 &&
  folders.every((name) => partNamed(name) !== undefined) &&
  folders.some((name) => partNamed(name) === 'train');

/**
 * The folders `train`, `val` (`valid`, `validation`, `dev`) and `test` below a root, where it holds no other; undefined for a
 * file, and for a folder of classes.
 *
 * @throws SelvedgeError `invalid-argument` for two folders of one part
 */
export async function folderParts(root: string): Promise<FolderParts | undefined> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = entries.flatMap((entry) =>
    (entry.isDirectory() || entry.isSymbolicLink()) && !/^[._]/.test(entry.name) ? [entry.name] : [],
  );
  const parts = new Map<keyof FolderParts, string>();
  for (const folder of folders) {
    const part = partNamed(folder);
    if (part === undefined) return undefined;
    const other = parts.get(part);
    if (other !== undefined) throw twice(root, [other, folder]);
    parts.set(part, folder);
  }
  const at = (part: keyof FolderParts): string => join(root, parts.get(part) ?? '');
  if (parts.size < 2 || !parts.has('train')) return undefined;
  return {
    train: at('train'),
    ...(parts.has('validation') && { validation: at('validation') }),
    ...(parts.has('test') && { test: at('test') }),
  };
}

const twice = (root: string, folders: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${root}: two folders of one part, ${folders.join(' and ')}. Put their pictures together, or move one away.`,
  );
