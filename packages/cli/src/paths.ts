import { statSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';

/** The value of an option that names a folder, which need not be there yet. */
export function folder(path: string): string {
  if (path.trim() === '') throw new InvalidArgumentError('It is empty; need a folder.'); // which would be the working directory
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) return path;
  throw new InvalidArgumentError('It is a file; need a folder.');
}

/** The value of an option that names a folder to read from. */
export function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('There is no such folder.');
}

/** The value of an option that names a file to read. */
export function existingFile(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  throw new InvalidArgumentError('There is no such file.');
}
