import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { cacheFolder } from './cache-folder.js';
import { type CatalogueOptions, projectFolder } from './catalogue.js';
import { allFiles, type Manifest, type ManifestFile } from './manifest.js';

export interface LocateOptions extends CatalogueOptions {
  /** Holds one folder per data set; default `SELVEDGE_DATA` of the environment. Looked at first. */
  readonly dataDirectory?: string;
  /** Where downloads are kept; default the user's cache folder. */
  readonly cacheDirectory?: string;
}

/** A file of a manifest as it was found on disk. */
export interface LocatedFile {
  readonly path: string;
  readonly entry: ManifestFile;
  /** It has the name without `.gz`, and is what the archive unpacks to. */
  readonly uncompressed: boolean;
}

/** A folder that holds every file of a data set. */
export interface Located {
  readonly folder: string;
  /** For people: `SELVEDGE_DATA`, `the project`, `the cache`. */
  readonly where: string;
  readonly files: ReadonlyMap<ManifestFile, LocatedFile>;
}

/**
 * The first folder that holds the data set: `dataDirectory` or `SELVEDGE_DATA`, the project's `datasets/`, the cache.
 *
 * @returns undefined when none does
 * @throws SelvedgeError `not-found` when `dataDirectory` is not there, or it or the project holds some of the files but
 * not all
 */
export async function locate(manifest: Manifest, options: LocateOptions = {}): Promise<Located | undefined> {
  const { dataDirectory } = options;
  if (dataDirectory !== undefined && !(await isThere(resolve(dataDirectory)))) throw noFolder(dataDirectory);
  for (const { folder, where, complete } of placesOf(manifest, options)) {
    const entries = allFiles(manifest);
    const found = await Promise.all(entries.map((entry) => locateFile(folder, entry)));
    const missing = entries.filter((_, at) => found[at] === undefined);
    if (missing.length === 0) {
      const files = new Map(found.map((file) => [(file as LocatedFile).entry, file as LocatedFile]));
      return { folder, where, files };
    }
    // A cache may have been interrupted between files; a folder that a person filled is a mistake worth hearing of.
    if (missing.length < entries.length && complete) throw incomplete(manifest.name, folder, missing);
  }
  return undefined;
}

/** The folders that are looked into, in this order. */
function placesOf(
  { name, folder }: Manifest,
  options: LocateOptions,
): readonly { readonly folder: string; readonly where: string; readonly complete: boolean }[] {
  const given = options.dataDirectory ?? process.env['SELVEDGE_DATA'];
  const where = options.dataDirectory === undefined ? 'SELVEDGE_DATA' : 'the data folder';
  return [
    ...(given ? [{ folder: join(resolve(given), name), where, complete: true }] : []),
    ...(folder === undefined
      ? []
      : [{ folder: ownFolder(name, folder, options), where: 'the project', complete: true }]),
    { folder: join(projectFolder(options), name), where: 'the project', complete: true },
    { folder: cachedFolder(name, options), where: 'the cache', complete: false },
  ];
}

/** The folder that a manifest names. A manifest may come from somebody else: it names none outside of its project. */
function ownFolder(name: string, folder: string, options: LocateOptions): string {
  const manifests = projectFolder(options);
  const path = resolve(manifests, folder);
  const within = relative(dirname(manifests), path);
  if (within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within)) return path;
  throw new SelvedgeError(
    'invalid-spec',
    `${join(manifests, `${name}.json`)}: manifest.folder: '${folder}' leads out of the project (${dirname(manifests)}). Move or link the files into the project, or name the folder above ${name}/ by SELVEDGE_DATA or --data.`,
  );
}

export const cachedFolder = (name: string, { cacheDirectory = cacheFolder() }: LocateOptions): string =>
  join(resolve(cacheDirectory), name);

export async function locateFile(folder: string, entry: ManifestFile): Promise<LocatedFile | undefined> {
  const path = join(folder, entry.file);
  if (await isThere(path)) return { path, entry, uncompressed: false };
  const plain = path.replace(/\.gz$/, '');
  if (plain !== path && (await isThere(plain))) return { path: plain, entry, uncompressed: true };
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

const noFolder = (folder: string): SelvedgeError =>
  new SelvedgeError(
    'not-found',
    `the data folder ${folder} is not there. Name a folder that holds one folder per data set, or leave it out.`,
  );

const incomplete = (name: string, folder: string, missing: readonly ManifestFile[]): SelvedgeError =>
  new SelvedgeError(
    'not-found',
    `data set '${name}': ${folder} holds some of its files but not ${missing.map(({ file }) => file).join(', ')}. ` +
      'Add what is missing, or remove the folder to have the data set fetched.',
  );
