import { readBytes } from '@selvedge/files';
import { findPictures } from './find-pictures.js';
import { loadImages } from './load-images.js';

/** What a folder of pictures holds. */
export interface PicturesDescription {
  /** Folders of classes, with how many pictures each has. */
  readonly classes: readonly { readonly name: string; readonly pictures: number }[];
  readonly pictures: number;
  /** Least and greatest height and width of those that were looked at. */
  readonly height: readonly [least: number, greatest: number];
  readonly width: readonly [least: number, greatest: number];
  /** The numbers of channels that occur. */
  readonly channels: readonly number[];
  /** Whether some have 16 bits per channel. */
  readonly isDeep: boolean;
  /** Files that are not pictures, by kind and number. */
  readonly leftOut?: string;
}

/** So many are looked at, evenly spread. */
const LOOKED_AT = 300;

/**
 * Describes a folder of pictures with a folder for each class, by the headers of some of them.
 *
 * @throws SelvedgeError as `openPictures`; `unsupported` where `@selvedge/images` is not installed
 */
export async function describePictures(path: string): Promise<PicturesDescription> {
  const { folders, pictures, leftOut } = await findPictures(path);
  const { describeImage } = await loadImages(path);
  const step = Math.max(1, pictures.length / LOOKED_AT);
  const some = Array.from({ length: Math.floor(pictures.length / step) }, (_, at) => pictures[Math.floor(at * step)]);
  const described = await Promise.all(some.map(async ({ path: file }) => describeImage(await readBytes(file), file)));
  const range = (sizes: readonly number[]): readonly [number, number] => [Math.min(...sizes), Math.max(...sizes)];
  return {
    classes: folders.map((name) => ({ name, pictures: pictures.filter(({ folder }) => folder === name).length })),
    pictures: pictures.length,
    height: range(described.map(({ height }) => height)),
    width: range(described.map(({ width }) => width)),
    channels: [...new Set(described.map(({ channels }) => channels))].sort((a, b) => a - b),
    isDeep: described.some(({ depth }) => depth === 16),
    ...(leftOut && { leftOut }),
  };
}
