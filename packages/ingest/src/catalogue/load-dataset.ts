import { type Dataset, SelvedgeError } from '@selvedge/data';
import { onlyFields, throwIfAborted } from '@selvedge/data/checks';
import { readBytes } from '@selvedge/files';
import { readDataset } from '../formats/convert.js';
import type { ReadOptions } from '../formats/open-rows.js';
import { type GarmentsOptions, generateGarments } from '../garments/generate-garments.js';
import { decodeIdx } from '../idx/decode-idx.js';
import type { IdxArray } from '../idx/idx-array.js';
import { idxDataset } from '../idx/idx-dataset.js';
import type { PictureStore } from '../store/rows-store.js';
import { findManifest } from './catalogue.js';
import { type FetchOptions, fetchFiles } from './fetch-dataset.js';
import type { Located, LocatedFile } from './locate.js';
import type { FileSplit, IdxSplit, Manifest, ManifestFile, ManifestSplit, SplitOptions } from './manifest.js';
import { verify, verifyFile } from './verify.js';

export interface LoadOptions extends FetchOptions {
  /**
   * What to generate when the files are nowhere and cannot be fetched; default: nothing, the error is thrown. The
   * result then has `generated: true` and the name `garments`.
   */
  readonly fallback?: 'garments';
  /** Where pictures are kept once they are rows, as in `readDataset`. */
  readonly store?: PictureStore;
  /** How files are read, over what the manifest says; IDX files have nothing to say. */
  readonly reading?: ReadingOptions;
  /** Rows and seed of `garments`; default 60,000 and 10,000, seed 0. */
  readonly garments?: Pick<GarmentsOptions, 'seed' | 'trainRows' | 'testRows'>;
}

const OPTIONS: readonly string[] = [
  'dataDirectory',
  'projectDirectory',
  'cacheDirectory',
  'offline',
  'fallback',
  'store',
  'reading',
  'garments',
  'allowUnverified',
  'timeoutMs',
  'onProgress',
  'signal',
] satisfies (keyof LoadOptions)[];

/** Options of a manifest's split, and the classes in their order. */
export type ReadingOptions = SplitOptions & Pick<ReadOptions, 'classes'>;

/** A data set in memory, as its authors divided it. */
export interface LoadedDataset {
  /** The name of what was loaded: `garments` where the fallback stands in. */
  readonly name: string;
  readonly train: Dataset;
  /** Rows that models are chosen on, where its authors keep them apart. */
  readonly validation?: Dataset;
  readonly test?: Dataset;
  /** Where it was found, for people. */
  readonly found: string;
  /** How the training rows were read: what the manifest says and what was asked for over it. */
  readonly reading?: ReadingOptions;
  /** The images were made by a program; no figure about them compares with a published one. */
  readonly generated: boolean;
}

/**
 * Loads a data set by its name. Looked at in this order: `dataDirectory` or `SELVEDGE_DATA` (`<folder>/<name>/`), the
 * project's `datasets/<name>/`, the user's cache, the addresses of the manifest. Size and SHA-256 are checked each time.
 *
 * @param name - of the catalogue, of a manifest in the project's `datasets/`, or `garments`
 * @throws SelvedgeError `not-found` for an unknown name or files that are nowhere; `corrupt-file` for files that are
 * not those of the manifest; `shape-mismatch` and `invalid-argument` for splits that do not fit together, and for an unknown option; `aborted`
 */
export async function loadDataset(name: string, options: LoadOptions = {}): Promise<LoadedDataset> {
  onlyFields('loadDataset, options', options, OPTIONS, {
    dataDir: "dataDirectory: './data'",
    download: 'offline: true',
  });
  if (name === 'garments') return generated(options);
  const manifest = await findManifest(name, options);
  let located: Located;
  try {
    located = await fetchFiles(manifest, options);
  } catch (error) {
    const absent = error instanceof SelvedgeError && error.code === 'not-found';
    if (!absent || options.fallback === undefined) throw error;
    return generated(options);
  }
  const { validation, test } = manifest.splits;
  const train = await loadSplit(manifest, 'train', manifest.splits.train, located, options);
  // Categories are those of the training rows.
  const reading = readingOf(manifest.splits.train, options);
  const columns = reading?.categories === 'one-hot' ? train.columns : undefined;
  const others = { ...options, ...(columns && { columns }) };
  return {
    name,
    train,
    ...(validation && { validation: await loadSplit(manifest, 'validation', validation, located, others) }),
    ...(test && { test: await loadSplit(manifest, 'test', test, located, others) }),
    found: `${located.where} (${located.folder})`,
    generated: false,
    ...(reading && { reading }),
  };
}

const readingOf = (split: ManifestSplit, { reading }: LoadOptions): ReadingOptions | undefined =>
  split.format === 'idx' ? undefined : { ...split.options, ...reading };

async function generated({ garments, onProgress, signal }: LoadOptions): Promise<LoadedDataset> {
  const { train, test } = generateGarments({
    ...garments,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  return { name: 'garments', train, test, found: train.provenance.source, generated: true };
}

async function loadSplit(
  manifest: Manifest,
  part: 'train' | 'validation' | 'test',
  split: ManifestSplit,
  located: Located,
  { signal, store, reading, columns }: LoadOptions & Pick<ReadOptions, 'columns'>,
): Promise<Dataset> {
  const name = `${manifest.name}/${part}`;
  throwIfAborted(signal, `load ${name}`);
  const [needless] = split.format === 'idx' ? Object.keys(reading ?? {}) : [];
  if (needless !== undefined) throw noSuchOption(name, needless);
  const loaded =
    split.format === 'idx'
      ? await loadIdx(manifest, name, split, located, signal)
      : await loadFile(manifest, name, split, located, {
          ...reading,
          ...(signal && { signal }),
          ...(store && { store }),
          ...(columns && { columns }),
        });
  if (split.rows !== undefined && split.rows !== loaded.features.rows) {
    throw new SelvedgeError(
      'shape-mismatch',
      `${name}: got ${loaded.features.rows} rows where the manifest says ${split.rows}. Correct one of them.`,
    );
  }
  return loaded;
}

const noSuchOption = (name: string, option: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: two IDX files, images and their labels; ${option} is for tables and pictures. Leave it out.`,
  );

async function loadIdx(
  manifest: Manifest,
  name: string,
  split: IdxSplit,
  located: Located,
  signal: AbortSignal | undefined,
): Promise<Dataset> {
  const read = async (entry: ManifestFile): Promise<{ array: IdxArray; sha256: string }> => {
    const file = located.files.get(entry) as LocatedFile;
    const bytes = await readBytes(file.path, signal);
    const sha256 = verify(bytes, file);
    return { array: decodeIdx(bytes, file.path), sha256 };
  };
  const labels = await read(split.labels);
  const images = await read(split.images);
  return idxDataset(images.array, labels.array, {
    name,
    provenance: { source: `${manifest.name}: ${split.images.file}`, sha256: images.sha256, steps: [] },
    ...(manifest.classes && { classes: manifest.classes }),
    ...(manifest.shape && { shape: manifest.shape }),
  });
}

async function loadFile(
  manifest: Manifest,
  name: string,
  split: FileSplit,
  located: Located,
  reading: ReadOptions,
): Promise<Dataset> {
  const file = located.files.get(split.data) as LocatedFile;
  const sha256 = await verifyFile(file);
  const loaded = await readDataset(file.path, {
    ...split.options,
    ...(manifest.classes && { classes: manifest.classes }),
    ...reading,
    format: split.format,
    ...(manifest.shape && { shape: manifest.shape }),
  });
  const provenance = {
    source: `${manifest.name}: ${split.data.file}`,
    ...(sha256 && { sha256 }),
    steps: loaded.provenance.steps,
  };
  return { ...loaded, name, provenance };
}
