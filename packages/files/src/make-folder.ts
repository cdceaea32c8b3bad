import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { isSystemError, writeError } from './file-error.js';

/**
 * Makes a folder and those above it that are missing; a folder that is there already is left as it is.
 *
 * Step by step, because `mkdir` with `recursive` never returns on Node 20 where a file system says ENOENT although the folder
 * above is there, as those of `/proc` and `/dev/fd` do.
 *
 * @param named - what errors name in place of the last folder, where it has a passing name
 * @throws SelvedgeError `io` when the system refuses, or a file has the name
 */
export async function makeFolder(path: string, named: string = path): Promise<void> {
  for (const folder of await missing(path)) {
    try {
      await mkdir(folder);
    } catch (cause) {
      if (!(await isFolder(folder))) throw notMade(folder === path ? named : folder, cause); // another process may have made it meanwhile
    }
  }
}

/** The same at once, for what must be done before the process goes on. */
export function makeFolderSync(path: string): void {
  const folders: string[] = [];
  for (let at = path; !isFolderSync(at); at = dirname(at)) {
    folders.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const folder of folders) {
    try {
      mkdirSync(folder);
    } catch (cause) {
      if (!isFolderSync(folder)) throw notMade(folder, cause);
    }
  }
}

/** The folders that are not there, the uppermost first. */
async function missing(path: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let at = path; !(await isFolder(at)); at = dirname(at)) {
    folders.unshift(at);
    if (dirname(at) === at) break; // a drive that is not there
  }
  return folders;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

function isFolderSync(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The folder above is there: what the system says is about this one. */
function notMade(path: string, cause: unknown): unknown {
  const why = REASONS[isSystemError(cause) ? cause.code : ''];
  if (why === undefined) return writeError(path, cause);
  return new SelvedgeError('io', `${path}: could not be made: ${why}.`, { cause });
}

const REASONS: Readonly<Record<string, string | undefined>> = {
  ENOENT: 'this file system takes no new folders. Choose another place',
  EEXIST: 'a file has this name. Choose another name, or remove the file',
  ENOTDIR: 'what stands above it is not a folder. Choose another place',
};
