import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { didYouMean, SelvedgeError } from '@selvedge/data';
import { readBytes } from '@selvedge/files';
import { ifThere } from '@selvedge/files/steps';
import { BUNDLED_MANIFESTS } from './bundled-manifests.js';
import type { Manifest } from './manifest.js';
import { parseManifest } from './parse-manifest.js';

export interface CatalogueOptions {
  /** The user's project: its `datasets/<name>.json` are data sets too, and win over ours. Default: the working folder. */
  readonly projectDirectory?: string;
}

/**
 * Every data set that can be named, in the order of the names: the project's own manifests and those of this package.
 * (`garments` is generated and has none.)
 *
 * @throws SelvedgeError `invalid-spec` for a project manifest with problems
 */
export async function listManifests(options: CatalogueOptions = {}): Promise<readonly Manifest[]> {
  const found = new Map<string, Manifest>();
  for (const text of BUNDLED_MANIFESTS) {
    const manifest = parseManifest(text, 'bundled manifest');
    found.set(manifest.name, manifest);
  }
  const folder = projectFolder(options);
  for (const name of await jsonNames(folder)) {
    const manifest = await readManifest(join(folder, `${name}.json`), name);
    found.set(name, manifest);
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The manifest of one data set.
 *
 * @throws SelvedgeError `not-found` for a name that neither the project nor this package knows; `invalid-spec`
 */
export async function findManifest(name: string, options: CatalogueOptions = {}): Promise<Manifest> {
  const folder = projectFolder(options);
  if ((await jsonNames(folder)).includes(name)) return readManifest(join(folder, `${name}.json`), name);
  const bundled = BUNDLED_MANIFESTS.map((text) => parseManifest(text, 'bundled manifest'));
  const manifest = bundled.find((one) => one.name === name);
  if (manifest) return manifest;
  throw unknownName(name, [...(await jsonNames(folder)), ...bundled.map((one) => one.name), 'garments'], folder);
}

/** The folder with a project's manifests and, below it, one folder of files per data set. */
export const projectFolder = ({ projectDirectory = process.cwd() }: CatalogueOptions): string =>
  join(resolve(projectDirectory), 'datasets');

async function readManifest(path: string, name: string): Promise<Manifest> {
  const manifest = parseManifest(new TextDecoder().decode(await readBytes(path)), path);
  if (manifest.name === name) return manifest;
  throw new SelvedgeError(
    'invalid-spec',
    `${path}: manifest.name: got '${manifest.name}'; need '${name}', the name of its file.`,
  );
}

async function jsonNames(folder: string): Promise<string[]> {
  // A project without a `datasets` folder has no manifests of its own.
  const names = (await ifThere(folder, readdir(folder))) ?? [];
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
}

function unknownName(name: string, known: readonly string[], folder: string): SelvedgeError {
  const near = didYouMean(name, known);
  const names = [...new Set(known)].sort().join(', ');
  const file = /[./\\]/.test(name) ? name : 'FILE';
  return new SelvedgeError(
    'not-found',
    `data set '${name}': no such name${near ? `; did you mean '${near}'?` : '.'} Known are ${names}. ` +
      `For a file or folder of your own write 'data: { train: ${file} }' in a pipeline file, with 'test' where there are test ` +
      `rows, or describe it in ${join(folder, '<name>.json')}.`,
  );
}
