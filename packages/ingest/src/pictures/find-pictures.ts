import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { fileError } from '@selvedge/files/steps';
import { FOLDER_FILE } from '../png/png-folder-sink.js';
import { areParts, partNamed } from './folder-parts.js';
import { OTHER_PICTURES, PICTURE } from './picture-names.js';

/** A picture below a folder that stands for its class. */
export interface FoundPicture {
  readonly path: string;
  readonly file: string;
  /** The name of the folder right below the root. */
  readonly folder: string;
}

/** What a tree of folders holds. */
export interface FoundPictures {
  /** The folders right below the root, sorted. */
  readonly folders: readonly string[];
  /** Folder by folder, in the order of their names (numbers in names by value). */
  readonly pictures: readonly FoundPicture[];
  /** Files that are not pictures, by kind and number: `3: 2 .txt, 1 .pdf`; undefined without any. */
  readonly leftOut?: string;
}

/**
 * Finds the pictures in `<root>/<class>/**`. Links are followed; hidden files and those that systems put beside
 * pictures (`._x.png`, `__MACOSX`, `Thumbs.db`) are passed over, all others that are not pictures counted.
 *
 * @throws SelvedgeError `not-found`; `io` for a link that leads nowhere or back to a folder that holds it; `unsupported`
 * for pictures in formats that are not read, those beside the class folders, which would be missed, and folders named as
 * parts are (`train`, `test`)
 */
export async function findPictures(root: string): Promise<FoundPictures> {
  const walk: Walk = { pictures: [], others: new Map(), unread: [] };
  const folders: string[] = [];
  for (const entry of await entriesOf(root)) {
    const path = join(root, entry.name);
    if (await isFolder(path, entry)) {
      folders.push(entry.name);
      await walkFolder(path, entry.name, [await realpath(root)], walk);
    } else if (PICTURE.test(entry.name)) throw besideFolders(root, entry.name);
    else if (entry.name !== FOLDER_FILE) noteOther(path, walk);
  }
  checkIsNoParts(root, folders);
  if (walk.unread.length > 0) throw otherFormats(root, walk.unread);
  const leftOut = listed(walk.others);
  return { folders, pictures: walk.pictures, ...(leftOut && { leftOut }) };
}

/**
 * Finds the pictures in all folders of a root, whatever the folders mean.
 *
 * @throws SelvedgeError as `findPictures`
 */
export async function findAllPictures(root: string): Promise<Omit<FoundPictures, 'folders'>> {
  const walk: Walk = { pictures: [], others: new Map(), unread: [] };
  await walkFolder(root, '', [], walk);
  if (walk.unread.length > 0) throw otherFormats(root, walk.unread);
  const leftOut = listed(walk.others);
  return { pictures: walk.pictures, ...(leftOut && { leftOut }) };
}

interface Walk {
  readonly pictures: FoundPicture[];
  /** How many files of each extension. */
  readonly others: Map<string, number>;
  readonly unread: string[];
}

async function walkFolder(path: string, folder: string, above: readonly string[], walk: Walk): Promise<void> {
  const real = await realpath(path);
  if (above.includes(real)) throw loop(path, real);
  for (const entry of await entriesOf(path)) {
    const below = join(path, entry.name);
    if (await isFolder(below, entry)) await walkFolder(below, folder, [...above, real], walk);
    else if (PICTURE.test(entry.name)) walk.pictures.push({ path: below, file: entry.name, folder });
    else if (entry.name !== FOLDER_FILE) noteOther(below, walk);
  }
}

function noteOther(path: string, { others, unread }: Walk): void {
  if (OTHER_PICTURES.test(path)) unread.push(path);
  const kind = kindOf(path);
  others.set(kind, (others.get(kind) ?? 0) + 1);
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.filter(({ name }) => !isPassedOver(name)).sort((a, b) => byName(a.name, b.name));
  } catch (cause) {
    throw fileError(path, cause);
  }
}

async function isFolder(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new SelvedgeError('corrupt-file', `${path}: this link leads nowhere. Mend or remove it.`, { cause });
  }
}

/** Files that are not pictures, by kind and number; undefined without any. */
export function kindsOf(names: readonly string[]): string | undefined {
  const others = new Map<string, number>();
  for (const name of names) others.set(kindOf(name), (others.get(kindOf(name)) ?? 0) + 1);
  return listed(others);
}

const kindOf = (path: string): string => extname(path).toLowerCase() || 'without an extension';

function listed(others: ReadonlyMap<string, number>): string | undefined {
  const kinds = [...others].sort(([a, m], [b, n]) => n - m || byName(a, b));
  const count = kinds.reduce((sum, [, number]) => sum + number, 0);
  return count === 0 ? undefined : `${count}: ${kinds.map(([kind, number]) => `${number} ${kind}`).join(', ')}`;
}

/** Hidden files and folders, and what macOS, Windows and storage servers add. */
const PASSED_OVER =
  /^(\..*|__MACOSX|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|\$RECYCLE\.BIN|System Volume Information|@eaDir)$/i;

/** Whether a file or folder of this name is none of a person's. */
export const isPassedOver = (name: string): boolean => PASSED_OVER.test(name);

const collator = new Intl.Collator('en', { numeric: true });
/** Numbers in names by their value. */
export const byName = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);

const loop = (path: string, real: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `${path}: this link leads back to ${real}, which holds it. Remove the link.`);

const besideFolders = (root: string, file: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${join(root, file)}: a picture beside the folders of the classes, so without a class. Move it into ${join(root, '<class>')}, or away.`,
  );

const otherFormats = (root: string, paths: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${root}: ${paths.length} ${paths.length === 1 ? 'picture is' : 'pictures are'} in a format that is not read (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', ...' : ''}); need PNG, JPEG, WebP, GIF, TIFF or AVIF. Save as PNG, for instance with 'mogrify -format png', or move away.`,
  );

/** Folders of parts are not classes: `train` and `test` below the root, each with the classes. */
function checkIsNoParts(root: string, folders: readonly string[]): void {
  if (!areParts(folders)) return;
  const named = (part: string): string | undefined => folders.find((name) => partNamed(name) === part);
  const others = ['validation', 'test']
    .map((part) => (named(part) === undefined ? '' : `, ${part}: ${join(root, named(part) ?? '')}`))
    .join('');
  throw new SelvedgeError(
    'invalid-argument',
    `${root}: its folders are parts (${folders.join(', ')}) and not classes. Name them: ` +
      `data: { train: ${join(root, named('train') ?? '')}${others} }.`,
  );
}
