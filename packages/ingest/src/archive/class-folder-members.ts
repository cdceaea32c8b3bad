import { SelvedgeError } from '@selvedge/data';
import { classOf } from '../pictures/class-folders.js';
import { byName, isPassedOver, kindsOf } from '../pictures/find-pictures.js';
import { areParts } from '../pictures/folder-parts.js';
import { PICTURE } from '../pictures/picture-names.js';
import type { PictureFile } from '../pictures/picture-rows.js';
import { idOfMember, type Member } from './member.js';

/** Pictures of an archive whose folders are their classes. */
export interface ClassFolderMembers {
  readonly classes: readonly string[];
  readonly files: readonly PictureFile[];
  /** Files that are not pictures, by kind and number. */
  readonly leftOut?: string;
}

/**
 * The pictures of an archive in a folder for each class, below one folder around all or not, in the order of their names.
 *
 * @param given - the classes in their order; default: the names of the folders, sorted
 * @throws SelvedgeError `unsupported` for a picture without a class, and folders named as parts are; `corrupt-file` for a folder that is none of the classes
 */
export function classFolderMembers(
  path: string,
  members: readonly Member[],
  given: readonly string[] | undefined,
): ClassFolderMembers {
  const { pictures, leftOut } = picturesAmong(members);
  const depth = commonFolders(pictures);
  const folders = new Map<string, Member[]>();
  for (const member of pictures) {
    const steps = member.name.split('/').slice(depth);
    if (steps.length < 2) throw withoutClass(path, member.name);
    const folder = folders.get(steps[0]);
    if (folder) folder.push(member);
    else folders.set(steps[0], [member]);
  }
  if (areParts([...folders.keys()])) throw isOfParts(path, [...folders.keys()]);
  const classes = given ?? [...folders.keys()].map(classOf).sort(byName);
  const files = [...folders].flatMap(([folder, inside]) => {
    const label = classes.indexOf(classOf(folder));
    if (label < 0) throw otherFolder(path, folder, classes);
    return inside.map((member) => fileOf(path, member, label));
  });
  return { classes, files, ...(leftOut && { leftOut }) };
}

/** The pictures of an archive in the order of their names, of one class that says nothing. */
export function allPictures(path: string, members: readonly Member[]): ClassFolderMembers {
  const { pictures, leftOut } = picturesAmong(members);
  const files = pictures.map((member) => fileOf(path, member, 0));
  return { classes: ['unknown'], files, ...(leftOut && { leftOut }) };
}

function picturesAmong(members: readonly Member[]): { readonly pictures: Member[]; readonly leftOut?: string } {
  const seen = members.filter(({ name }) => !name.split('/').some(isPassedOver));
  const pictures = seen.filter(({ name }) => PICTURE.test(name)).sort((a, b) => byName(a.name, b.name));
  const leftOut = kindsOf(seen.filter(({ name }) => !PICTURE.test(name)).map(({ name }) => name));
  return { pictures, ...(leftOut && { leftOut }) };
}

function fileOf(path: string, member: Member, label: number): PictureFile {
  const id = idOfMember(member);
  return { path: `${path}: ${id}`, id, label, read: member.read };
}

/** Folders around all classes: `photos/` of `photos.zip`. */
function commonFolders(pictures: readonly Member[]): number {
  const paths = pictures.map(({ name }) => name.split('/').slice(0, -1));
  let depth = 0;
  while (paths.length > 0 && paths.every((steps) => steps.length > depth + 1 && steps[depth] === paths[0][depth]))
    depth++;
  return depth;
}

const isOfParts = (path: string, folders: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: its folders are parts (${folders.join(', ')}) and not classes. Unpack it and name the folder, or make an archive of each.`,
  );

const withoutClass = (path: string, name: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: the picture '${name}' lies in no folder, so it has no class. Put pictures into a folder for each class.`,
  );

const otherFolder = (path: string, folder: string, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'corrupt-file',
    `${path}: folder '${folder}' is none of the ${classes.length} classes (${classes.slice(0, 12).join(', ')}). Take it out, or name the class.`,
  );
