import { join, resolve } from 'node:path';

/** Where runs and the cache of a project lie. */
export interface Folders {
  readonly runs: string;
  readonly cache: string;
}

/** `runs` and `.selvedge/cache` of the project, unless options or `SELVEDGE_RUNS`, `SELVEDGE_CACHE` say otherwise. */
export function foldersOf(
  projectDirectory: string,
  given: { readonly runsDirectory?: string; readonly cacheDirectory?: string } = {},
): Folders {
  const runs = given.runsDirectory ?? process.env['SELVEDGE_RUNS'];
  const cache = given.cacheDirectory ?? process.env['SELVEDGE_CACHE'];
  return {
    runs: runs ? resolve(runs) : join(projectDirectory, 'runs'),
    cache: cache ? resolve(cache) : join(projectDirectory, '.selvedge', 'cache'),
  };
}
