import { SelvedgeError } from '@selvedge/data';
import { findManifest } from './catalogue.js';
import { type DownloadOptions, download } from './download.js';
import { cachedFolder, type Located, type LocateOptions, locate, locateFile } from './locate.js';
import { allFiles, type Manifest, type ManifestFile } from './manifest.js';

export interface FetchOptions extends LocateOptions, DownloadOptions {
  /** Never use the network; default false. */
  readonly offline?: boolean;
}

/**
 * Makes sure that a data set's files are on this machine: finds them, or fetches what the cache lacks.
 *
 * @throws SelvedgeError `not-found` for an unknown name, or when the files are nowhere and cannot be fetched; see `download`
 */
export async function fetchDataset(name: string, options: FetchOptions = {}): Promise<Located> {
  return fetchFiles(await findManifest(name, options), options);
}

export async function fetchFiles(manifest: Manifest, options: FetchOptions): Promise<Located> {
  const found = await locate(manifest, options);
  if (found) return found;
  if (options.offline) throw nowhere(manifest.name);

  const folder = cachedFolder(manifest.name, options);
  for (const entry of allFiles(manifest)) {
    if ((await locateFile(folder, entry)) === undefined) await fetched(manifest.name, entry, folder, options);
  }
  const there = await locate(manifest, options);
  if (!there) throw new Error(`internal: ${manifest.name} was fetched into ${folder} and is not found there`);
  return { ...there, where: 'downloaded' };
}

/** The advice for machines without a network stands once, however many addresses did not answer. */
async function fetched(name: string, entry: ManifestFile, folder: string, options: DownloadOptions): Promise<void> {
  try {
    await download(entry, folder, options);
  } catch (error) {
    if (!(error instanceof SelvedgeError) || error.code !== 'not-found') throw error;
    throw new SelvedgeError('not-found', `data set '${name}': ${error.message} ${byHand(name)}`, { cause: error });
  }
}

const byHand = (name: string): string =>
  `Put the files into datasets/${name}/, or name a folder that holds ${name}/ by SELVEDGE_DATA or --data.`;

const nowhere = (name: string): SelvedgeError =>
  new SelvedgeError(
    'not-found',
    `data set '${name}': its files are neither in SELVEDGE_DATA (or --data), nor in datasets/${name}/, nor in the cache, ` +
      `and nothing is fetched offline or for a plan. Fetch it with 'selvedge data fetch ${name}', or do it by hand. ${byHand(name)}`,
  );
