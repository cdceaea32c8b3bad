import { basename, dirname, join, resolve } from 'node:path';

/** Where runs and the cache of a project lie. */
export interface Folders {
  readonly runs: string;
  readonly cache: string;
  /** Pictures that were made rows, beside the cache. */
  readonly pictures: string;
}

/** `runs` and `.selvedge/cache` of the project, unless options or `SELVEDGE_RUNS`, `SELVEDGE_CACHE` say otherwise. */
export function foldersOf(
  projectDirectory: string,
  given: { readonly runsDirectory?: string; readonly cacheDirectory?: string } = {},
): Folders {
  const runs = given.runsDirectory ?? process.env['SELVEDGE_RUNS'];
  const cache = given.cacheDirectory ?? process.env['SELVEDGE_CACHE'];
  const cacheFolder = cache ? resolve(cache) : join(projectDirectory, '.selvedge', 'cache');
  return {
    runs: runs ? resolve(runs) : join(projectDirectory, 'runs'),
    cache: cacheFolder,
    pictures: picturesBeside(cacheFolder),
  };
}

/** Beside the cache: `pictures` beside `cache`, else with its name before. */
export function picturesBeside(cache: string): string {
  const name = basename(cache);
  return join(dirname(cache), name === 'cache' ? 'pictures' : `${name}-pictures`);
}
