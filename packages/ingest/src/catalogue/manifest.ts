import type { ReadOptions } from '../formats/open-rows.js';

/** One file of a data set. */
export interface ManifestFile {
  /** Its name in the data set's folder. */
  readonly file: string;
  /** Where it can be fetched, tried in this order. Without any, it must already be in the folder. */
  readonly urls?: readonly string[];
  readonly bytes?: number;
  /** In hexadecimal. Without it a download is refused unless the caller passes `allowUnverified`. */
  readonly sha256?: string;
  /** The same file after gunzip, which is accepted where it is found under the name without `.gz`. */
  readonly uncompressed?: { readonly bytes: number; readonly sha256: string };
}

/** Images and labels in two IDX files. */
export interface IdxSplit {
  readonly format: 'idx';
  readonly rows?: number;
  readonly images: ManifestFile;
  readonly labels: ManifestFile;
}

/** Rows in one file of another format, or in a folder of PNG images. */
export interface FileSplit {
  readonly format: 'csv' | 'arrow' | 'arrow-stream' | 'parquet' | 'jsonl' | 'npz' | 'png' | 'tar' | 'zip' | 'cifar';
  readonly rows?: number;
  readonly data: ManifestFile;
  /** How to read it, where the defaults of `readDataset` do not fit. */
  readonly options?: SplitOptions;
}

/** What a manifest says of how a file is read. */
export type SplitOptions = Pick<
  ReadOptions,
  | 'label'
  | 'labels'
  | 'features'
  | 'drop'
  | 'id'
  | 'weights'
  | 'delimiter'
  | 'decimal'
  | 'header'
  | 'missing'
  | 'categories'
  | 'type'
  | 'image'
  | 'onBadImage'
  | 'imageColumn'
  | 'imageFolder'
>;

export type ManifestSplit = IdxSplit | FileSplit;

/** What the catalogue knows about a data set: the content of `datasets/<name>.json`. */
export interface Manifest {
  /** Lower-case letters, digits and hyphens; also the name of its folder. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly homepage?: string;
  /** An SPDX identifier, or the words of the owner. */
  readonly licence?: string;
  readonly licenceUrl?: string;
  readonly citation?: string;
  /**
   * Where the files lie, from the folder of the manifest and inside the project: for data that stay where they are. Default:
   * the folder of this name beside the manifest.
   */
  readonly folder?: string;
  /** Of one row: `[height, width, channels]` for images. */
  readonly shape?: readonly number[];
  /** In the order of the class numbers. */
  readonly classes?: readonly string[];
  /** `train` is required; `test` is what honest studies score on. */
  readonly splits: {
    readonly train: ManifestSplit;
    /** What models are chosen on, where its authors keep it apart. */
    readonly validation?: ManifestSplit;
    readonly test?: ManifestSplit;
  };
}

/** The files of a split, in the order in which they are read. */
export function filesOf(split: ManifestSplit): readonly ManifestFile[] {
  return split.format === 'idx' ? [split.images, split.labels] : [split.data];
}

/** Every file of a data set. */
export function allFiles({ splits }: Manifest): readonly ManifestFile[] {
  const { train, validation, test } = splits;
  return [train, validation, test].flatMap((split) => (split ? filesOf(split) : []));
}
